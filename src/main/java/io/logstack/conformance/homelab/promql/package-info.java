/**
 * PromQL as the homelab's Prometheus computes it, with Prometheus 2's semantics. Left out, and refused as a parse error:
 * subqueries, the {@code @} modifier, native histograms, {@code count_values}, {@code atan2}, and the functions that
 * {@link io.logstack.conformance.homelab.promql.Function} does not list.
 */
@NullMarked
package io.logstack.conformance.homelab.promql;

import org.jspecify.annotations.NullMarked;
