/** How a stack in containers comes up. */
@NullMarked
package io.logstack.conformance.containers.startup;

import org.jspecify.annotations.NullMarked;
