/** The configurations of the parts, the operator's or the fixtures', made to fit the stack in containers. */
@NullMarked
package io.logstack.conformance.containers.config;

import org.jspecify.annotations.NullMarked;
