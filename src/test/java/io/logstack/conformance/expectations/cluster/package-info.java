@NullMarked
package io.logstack.conformance.expectations.cluster;

import org.jspecify.annotations.NullMarked;
