@NullMarked
package io.logstack.conformance.expectations.ingestion;

import org.jspecify.annotations.NullMarked;
