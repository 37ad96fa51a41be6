@NullMarked
package io.logstack.conformance.expectations.storage;

import org.jspecify.annotations.NullMarked;
