/** What Loki counts. */
@NullMarked
package io.logstack.conformance.homelab.loki.metrics;

import org.jspecify.annotations.NullMarked;
