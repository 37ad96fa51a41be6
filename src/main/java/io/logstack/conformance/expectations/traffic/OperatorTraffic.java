package io.logstack.conformance.expectations.traffic;

import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator's workloads log. Left out are the canary's streams and the suite's, as the profile's matchers say; the
 * pods of the logging stack itself, which log every query and push that the suite sends; and the suite's probe pods.
 */
public final class OperatorTraffic {
    /** What the names of the suite's probe pods begin with. */
    public static final String PROBE_PODS = "logstack-conformance";

    /** How far ahead of this machine's clock an entry may be and still count as fresh. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Loki loki;
    private final String others;
    private final List<Streams> selectors;

    public OperatorTraffic(Loki loki, Profile profile) {
        this.loki = loki;
        this.others = leftOut(profile);
        // Alloy on Kubernetes gives every stream a namespace. A Loki that is fed otherwise is known by the label that
        // Loki
        // itself adds.
        this.selectors = Stream.of("namespace", "service_name")
                .map(label -> new Streams(label, "{" + label + "!=\"\"," + others + "}"))
                .toList();
    }

    /** Matchers, without braces, that leave out whatever is not the operator's. */
    static String leftOut(Profile profile) {
        String pods = Stream.concat(
                        LokiComponent.of(profile).stream().map(LokiComponent::workload),
                        Stream.of(
                                profile.alloy().daemonSet(),
                                profile.gateway().deployment(),
                                profile.canary().daemonSet(),
                                PROBE_PODS))
                .map(name -> name.replace(".", "\\\\."))
                .collect(Collectors.joining("|"));
        return profile.ingestion().operatorMatchers() + ",pod!~\"(" + pods + ")-.*\"";
    }

    /**
     * How the operator's streams are selected.
     *
     * @param label the label that each of them has
     * @param selector in LogQL
     */
    public record Streams(String label, String selector) {}

    /**
     * The operator's newest entry.
     *
     * @param stream the labels of its stream
     * @param foundBy what it was found by
     */
    public record Newest(LogEntry entry, String stream, Streams foundBy) {
        public Instant at() {
            return Instant.ofEpochSecond(0, entry.timestamp());
        }

        /** How old it is; an entry that is ahead of this machine's clock has no age. */
        public Duration age(Instant now) {
            Duration age = Duration.between(at(), now);
            return age.isNegative() ? Duration.ZERO : age;
        }
    }

    /** The newest entry within a look-back from now, or empty when there is none. */
    public Optional<Newest> newest(Duration lookBack) {
        Instant now = Instant.now();
        return selectors.stream()
                .flatMap(selector -> newest(selector, now.minus(lookBack), now.plus(SKEW)).stream())
                .findFirst();
    }

    /** The newest entry from {@code start} inclusive to {@code end} exclusive, or empty when there is none. */
    public Optional<Newest> newest(Instant start, Instant end) {
        return selectors.stream()
                .flatMap(selector -> newest(selector, start, end).stream())
                .findFirst();
    }

    /** How the operator's streams are selected where Alloy collects them, whether there are any or not. */
    public Streams namespaced() {
        return selectors.get(0);
    }

    /**
     * The operator's streams of some namespaces.
     *
     * @param namespaces one, or several with {@code |} between them
     */
    public Streams ofNamespaces(String namespaces) {
        String comparison = namespaces.contains("|") ? "=~" : "=";
        return new Streams("namespace", "{namespace" + comparison + "\"" + namespaces + "\"," + others + "}");
    }

    /** The newest entry of some streams, from {@code start} inclusive to {@code end} exclusive, or empty. */
    public Optional<Newest> newest(Streams streams, Instant start, Instant end) {
        return entries(LogQuery.backward(streams.selector(), start, end, 1), streams)
                .max(Comparator.comparingLong(found -> found.entry().timestamp()));
    }

    private Stream<Newest> entries(LogQuery query, Streams streams) {
        return loki.logs(query).stream().flatMap(stream -> entries(stream, streams));
    }

    private static Stream<Newest> entries(LogStream stream, Streams streams) {
        return stream.entries().stream()
                .map(entry -> new Newest(entry, stream.labels().toString(), streams));
    }

    /** The selectors that are tried, in this order, for messages. */
    public String describe() {
        return selectors.stream().map(Streams::selector).collect(Collectors.joining(", else "));
    }
}
