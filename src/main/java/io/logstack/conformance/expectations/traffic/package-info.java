/** The operator's own log traffic, told apart from the canary's, the logging stack's and the suite's. */
@NullMarked
package io.logstack.conformance.expectations.traffic;

import org.jspecify.annotations.NullMarked;
