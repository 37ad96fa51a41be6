@NullMarked
package io.logstack.conformance.expectations;

import org.jspecify.annotations.NullMarked;
