/** What a stack in containers needs of the machine, and what of that is missing. */
@NullMarked
package io.logstack.conformance.containers.preflight;

import org.jspecify.annotations.NullMarked;
