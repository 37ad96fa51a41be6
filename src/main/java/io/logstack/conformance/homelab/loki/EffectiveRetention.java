package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.LogQl;
import io.logstack.conformance.homelab.logql.Plan;
import io.logstack.conformance.homelab.loki.store.Retention;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The retention that Loki runs with at the moment, faults included. */
final class EffectiveRetention implements Retention {
    private final LokiOptions options;
    private final List<Rule> rules;

    private record Rule(Plan.Log selector, StreamRetention retention) {}

    EffectiveRetention(LokiOptions options) {
        this.options = options;
        this.rules = options.streamRetention().stream()
                .map(rule -> new Rule(selector(rule), rule))
                .sorted(Comparator.<Rule>comparingInt(rule -> rule.retention().priority())
                        .reversed())
                .toList();
    }

    private static Plan.Log selector(StreamRetention rule) {
        if (LogQl.parse(rule.selector()) instanceof Plan.Log log) {
            return log;
        }
        throw new IllegalArgumentException(
                "a retention rule needs a stream selector such as {namespace=\"app\"}, not " + rule.selector());
    }

    @Override
    public boolean isEnabled() {
        return options.retentionEnabled() && !options.faults().active(Fault.RETENTION_NOT_ENFORCED);
    }

    Duration period() {
        return options.faults().active(Fault.RETENTION_24H) ? Duration.ofHours(24) : options.retention();
    }

    private Stream<Rule> active() {
        return options.faults().active(Fault.NAMESPACE_RETENTION_MISSING) ? Stream.empty() : rules.stream();
    }

    List<StreamRetention> rules() {
        return active().map(Rule::retention).toList();
    }

    @Override
    public Duration of(Labels stream) {
        return active().filter(rule -> rule.selector().matchers().stream().allMatch(matcher -> matcher.matches(stream)))
                .map(rule -> rule.retention().period())
                .findFirst()
                .orElseGet(this::period);
    }
}
