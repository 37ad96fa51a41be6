/** Each fault of the homelab against the whole catalogue. */
@NullMarked
package io.logstack.conformance.matrix;

import org.jspecify.annotations.NullMarked;
