/** What every expectation uses; the expectations themselves are in the packages of their areas. */
@NullMarked
package io.logstack.conformance.expectations;

import org.jspecify.annotations.NullMarked;
