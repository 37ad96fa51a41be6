/** Runs that are kept, and what is new, fixed or slower since: the nightly comparison. */
@NullMarked
package io.logstack.conformance.report.history;

import org.jspecify.annotations.NullMarked;
