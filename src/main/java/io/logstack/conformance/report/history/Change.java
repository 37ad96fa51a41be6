package io.logstack.conformance.report.history;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import org.jspecify.annotations.Nullable;

/**
 * An expectation whose verdict is another one than before.
 *
 * @param now what this run says of it
 * @param before the verdict that it had, or null where it was not in the catalogue
 * @param since ID of the run from which on it has been as it is now, or of the one in which it was last otherwise, by kind
 */
public record Change(JudgedExpectation now, @Nullable Verdict before, String since) {}
