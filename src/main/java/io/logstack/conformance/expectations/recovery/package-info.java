/** Expectations on what a disturbed stack comes back to: each disturbs it, while numbered lines are written throughout. */
@NullMarked
package io.logstack.conformance.expectations.recovery;

import org.jspecify.annotations.NullMarked;
