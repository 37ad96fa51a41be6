/** The expectations of area retention, one class each. */
@NullMarked
package io.logstack.conformance.expectations.retention;

import org.jspecify.annotations.NullMarked;
