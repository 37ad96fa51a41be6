@NullMarked
package io.logstack.conformance.stack;

import org.jspecify.annotations.NullMarked;
