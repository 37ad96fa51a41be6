/** The expectations of area ingestion, one class each. */
@NullMarked
package io.logstack.conformance.expectations.ingestion;

import org.jspecify.annotations.NullMarked;
