package io.logstack.conformance.expectations.traffic;

import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.LokisAnswer;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What queries can see of the past. */
public final class VisibleHistory {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LABELS = "/loki/api/v1/labels";

    /** Loki's default for max_query_length, less its hour. */
    private static final Duration LONGEST_RANGE = Duration.ofDays(30);

    /** Labels that most streams have. */
    private static final Set<String> COMMON = Set.of("namespace", "service_name");

    /** What the suite pushes carries its label. */
    private static final String NOT_THE_SUITES = "conformance_run=\"\"";

    private final Loki loki;
    /** Matchers, without braces, of whose history it is. */
    private final String whose;
    /** Longest range that one query may have. */
    private final Duration longest;

    private VisibleHistory(Loki loki, LokiConfig config, String whose) {
        this.loki = loki;
        this.whose = whose;
        this.longest = config.duration("limits_config.max_query_length")
                .filter(limit -> !limit.isZero() && limit.compareTo(LONGEST_RANGE) < 0)
                .orElse(LONGEST_RANGE);
    }

    /**
     * Whoever wrote it but the suite.
     *
     * @param config tells how long a range Loki allows
     */
    public static VisibleHistory of(Loki loki, LokiConfig config) {
        return new VisibleHistory(loki, config, NOT_THE_SUITES);
    }

    /**
     * Only what the operator's workloads wrote, as {@link OperatorTraffic} has it.
     *
     * @param config tells how long a range Loki allows
     */
    public static VisibleHistory ofOperator(Loki loki, LokiConfig config, Profile profile) {
        return new VisibleHistory(loki, config, OperatorTraffic.leftOut(profile));
    }

    /** @param stream the labels of its stream */
    public record Seen(LogEntry entry, String stream) {
        public Instant at() {
            return Instant.ofEpochSecond(0, entry.timestamp());
        }
    }

    /** The newest entry of a time that may be longer than a query's range, or empty; windows from the newest backwards. */
    public Optional<Seen> newest(Instant start, Instant end) {
        for (Instant to = end; to.isAfter(start); to = to.minus(longest)) {
            Instant from = to.minus(longest).isBefore(start) ? start : to.minus(longest);
            for (String selector : selectors(from, to)) {
                Optional<Seen> seen = entries(LogQuery.backward(selector, from, to, 1))
                        .max(Comparator.comparingLong(found -> found.entry().timestamp()));
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The oldest entry of a time that may be longer than a query's range, or empty: of the streams that have the first
     * label by which any is found, namespace and service_name first.
     */
    public Optional<Seen> oldest(Instant start, Instant end) {
        for (Instant from = start; from.isBefore(end); from = from.plus(longest)) {
            Instant to = from.plus(longest).isAfter(end) ? end : from.plus(longest);
            for (String selector : selectors(from, to)) {
                Optional<Seen> seen = entries(LogQuery.forward(selector, from, to, 1))
                        .min(Comparator.comparingLong(found -> found.entry().timestamp()));
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    private Stream<Seen> entries(LogQuery query) {
        return loki.logs(query).stream().flatMap(VisibleHistory::entries);
    }

    private static Stream<Seen> entries(LogStream stream) {
        return stream.entries().stream()
                .map(entry -> new Seen(entry, stream.labels().toString()));
    }

    /**
     * One selector for each label name that streams of that time have: together they reach every stream, since none is
     * without labels. Asking for the names costs a look at the index; asking for entries costs a query for each hour.
     */
    private Set<String> selectors(Instant start, Instant end) {
        return labelNames(start, end).stream()
                .filter(name -> !name.startsWith("conformance_"))
                .map(name -> "{" + name + "!=\"\"," + whose + "}")
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<String> labelNames(Instant start, Instant end) {
        Answer answer = loki.ask(
                LABELS,
                Map.of(
                        "start", Long.toString(LogQuery.nanos(start)),
                        "end", Long.toString(LogQuery.nanos(end))));
        try {
            JsonNode body = JSON.readTree(answer.body());
            if (answer.status() == 200 && "success".equals(body.path("status").asString(""))) {
                // Loki leaves "data" out when there is none.
                return body.path("data")
                        .valueStream()
                        .map(JsonNode::asString)
                        .sorted(Comparator.comparing((String name) -> !COMMON.contains(name)))
                        .toList();
            }
        } catch (JacksonException e) {
            throw new NoAnswerException("Loki answered " + new LokisAnswer(answer).told() + ", without JSON", e);
        }
        throw new NoAnswerException("Loki answered " + new LokisAnswer(answer).told() + " instead of label names");
    }
}
