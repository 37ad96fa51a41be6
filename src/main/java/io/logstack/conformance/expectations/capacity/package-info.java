/** Whether the stack has the room that it needs. */
@NullMarked
package io.logstack.conformance.expectations.capacity;

import org.jspecify.annotations.NullMarked;
