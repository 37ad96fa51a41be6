@NullMarked
package io.logstack.conformance.expectations.assertions;

import org.jspecify.annotations.NullMarked;
