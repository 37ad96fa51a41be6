/**
 * What a PromQL expression says, without computing it: which series it reads, what it compares them with. Expectations read
 * the operator's alerts by it, the homelab's Prometheus its queries.
 */
@NullMarked
package io.logstack.conformance.promql;

import org.jspecify.annotations.NullMarked;
