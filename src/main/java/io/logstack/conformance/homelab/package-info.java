/** The embedded stack, a simulator behind real sockets, and its faults. */
@NullMarked
package io.logstack.conformance.homelab;

import org.jspecify.annotations.NullMarked;
