@NullMarked
package io.logstack.conformance.stack.access;

import org.jspecify.annotations.NullMarked;
