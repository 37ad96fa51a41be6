/** Docker, as far as it is asked before anything is started in it. */
@NullMarked
package io.logstack.conformance.containers.docker;

import org.jspecify.annotations.NullMarked;
