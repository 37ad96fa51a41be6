/** The homelab's Grafana. */
@NullMarked
package io.logstack.conformance.homelab.grafana;

import org.jspecify.annotations.NullMarked;
