@NullMarked
package io.logstack.conformance.junit;

import org.jspecify.annotations.NullMarked;
