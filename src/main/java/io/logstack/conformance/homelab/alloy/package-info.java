/** The homelab's Alloy: one on each node, from the pods' stdout to the gateway. */
@NullMarked
package io.logstack.conformance.homelab.alloy;

import org.jspecify.annotations.NullMarked;
