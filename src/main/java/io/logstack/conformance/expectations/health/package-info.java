/** The expectations of area health, one class each. */
@NullMarked
package io.logstack.conformance.expectations.health;

import org.jspecify.annotations.NullMarked;
