/** What is under test, seen through narrow interfaces; how it is reached is {@code stack.access}'s affair. */
@NullMarked
package io.logstack.conformance.stack;

import org.jspecify.annotations.NullMarked;
