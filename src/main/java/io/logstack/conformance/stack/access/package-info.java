/** How the parts of a stack are reached. */
@NullMarked
package io.logstack.conformance.stack.access;

import org.jspecify.annotations.NullMarked;
