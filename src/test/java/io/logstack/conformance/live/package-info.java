/** The live tier against a homelab that somebody else runs: its rights, what it leaves behind, how it ends. */
@NullMarked
package io.logstack.conformance.live;

import org.jspecify.annotations.NullMarked;
