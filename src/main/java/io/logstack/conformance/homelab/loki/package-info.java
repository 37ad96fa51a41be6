/**
 * The homelab's Loki: a simulator of one single binary of version 3.4.6 without tenants, checked against recorded answers of a
 * real one.
 *
 * <p><b>Limits.</b> What LogQL leaves out is told at {@link io.logstack.conformance.homelab.logql}. Beyond that:
 *
 * <ul>
 *   <li>There is no tail, ruler, delete API, OTLP, pattern or detected-fields API, no multi-tenancy, no answer by categories of
 *       labels, and {@code interval} thins nothing.
 *   <li>A metric query is never split into shards, so that artefacts of that do not show: an empty extracted label stays where
 *       Loki may drop it, and a grouped {@code avg_over_time} is the average of the values, where Loki may divide by all lines.
 *   <li>Entries of one moment in several streams come in the order of the streams' labels, not of their hashes; which series
 *       of equal value {@code topk} keeps is as little defined here as there.
 *   <li>Where Loki answers 500 to a query that has no meaning (several matches of one series, an aggregation of a number) this
 *       one answers 400. The time of a scalar is the time that was asked for.
 *   <li>Chunks and index files lie where Loki puts them, in a format of their own; a stream has one chunk in memory, and the
 *       index is not cut every 15 minutes but with every flush. The compactor deletes at once, and to the entry.
 *   <li>Lines that are no valid UTF-8 are kept with replacement characters. Streams are never sharded.
 * </ul>
 */
@NullMarked
package io.logstack.conformance.homelab.loki;

import org.jspecify.annotations.NullMarked;
