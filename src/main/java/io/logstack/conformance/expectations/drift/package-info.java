/** Where the runbook itself is wrong about the stack at hand: found by what the stack answers, and never a failure of it. */
@NullMarked
package io.logstack.conformance.expectations.drift;

import org.jspecify.annotations.NullMarked;
