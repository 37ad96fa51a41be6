package io.logstack.conformance.catalog;

import java.util.List;

/**
 * What a run is about to do, told before it does anything.
 *
 * @param namespaces those that it looks into, each once
 * @param safety the most that it may do
 * @param creates what it will make, a noun phrase each; empty where it only reads
 * @param disrupts what it will restart or cut, a sentence each
 */
public record Undertaking(
        String run,
        Target target,
        List<String> namespaces,
        Safety safety,
        List<String> creates,
        List<String> disrupts) {}
