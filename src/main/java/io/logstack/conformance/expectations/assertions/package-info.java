/** What expectations assert in the domain's own words: expected, found, where, and what the runbook says to do next. */
@NullMarked
package io.logstack.conformance.expectations.assertions;

import org.jspecify.annotations.NullMarked;
