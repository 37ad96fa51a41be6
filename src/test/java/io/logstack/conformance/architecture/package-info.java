/** Rules that hold over the whole code. */
@NullMarked
package io.logstack.conformance.architecture;

import org.jspecify.annotations.NullMarked;
