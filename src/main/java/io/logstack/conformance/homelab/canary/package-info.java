/** The homelab's Loki canary: one on each node, writing to Loki and looking whether it comes back. */
@NullMarked
package io.logstack.conformance.homelab.canary;

import org.jspecify.annotations.NullMarked;
