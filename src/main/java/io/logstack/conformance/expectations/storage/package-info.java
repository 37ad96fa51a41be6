/** The expectations of area storage, one class each. */
@NullMarked
package io.logstack.conformance.expectations.storage;

import org.jspecify.annotations.NullMarked;
