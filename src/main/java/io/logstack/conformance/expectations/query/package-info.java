/** The expectations of area query, one class each. */
@NullMarked
package io.logstack.conformance.expectations.query;

import org.jspecify.annotations.NullMarked;
