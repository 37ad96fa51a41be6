/** How entries come into Loki: bodies, their validation, and what Loki adds itself. */
@NullMarked
package io.logstack.conformance.homelab.loki.push;

import org.jspecify.annotations.NullMarked;
