/** The homelab's gateway: NGINX as the Loki chart configures it. */
@NullMarked
package io.logstack.conformance.homelab.gateway;

import org.jspecify.annotations.NullMarked;
