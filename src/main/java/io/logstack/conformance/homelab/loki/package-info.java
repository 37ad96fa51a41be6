/**
 * The homelab's Loki: a simulator of one single binary of version 3.4.6 without tenants, checked against recorded answers of a
 * real one.
 *
 * <p><b>Limits</b>: what LogQL leaves out is told at {@link io.logstack.conformance.homelab.logql}. There is no tail, no ruler, no
 * delete API, no OTLP, no patterns, no query by labels' categories; {@code interval} thins nothing; a metric query whose series
 * match several on the other side is refused with 400, not with 500. Chunks and index files lie where Loki puts them, in a
 * format of their own. A stream has one chunk in memory. Lines that are no valid UTF-8 are kept with replacement
 * characters. Rates are limited for the whole of Loki and per stream, streams are never sharded.
 */
@NullMarked
package io.logstack.conformance.homelab.loki;

import org.jspecify.annotations.NullMarked;
