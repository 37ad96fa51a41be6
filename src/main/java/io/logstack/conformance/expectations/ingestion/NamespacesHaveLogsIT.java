package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Ingestion
@Observe
@Expectation(
        id = "INGEST-07",
        level = MUST,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        prerequisites = NewestEntryIsFreshIT.class,
        statement = "Each namespace named in the profile has logs younger than the freshness limit (10 minutes)",
        remedy = "Look whether pods of the namespace run and write to stdout, then for a rule that drops it in Alloy's "
                + "configuration: 'kubectl get configmap -n monitoring alloy -o yaml'")
public class NamespacesHaveLogsIT {
    @Test
    void eachNamespaceLoggedOfLate(Stack stack, Loki loki, Profile profile, Evidence evidence) {
        List<String> namespaces = profile.ingestion().namespaces();
        OperatorTraffic traffic = new OperatorTraffic(loki, profile);
        NewestEntry.requireTraffic(traffic, profile, evidence, loki.address());
        Duration limit = profile.ingestion().freshness();
        Map<String, OperatorTraffic.Newest> found = new LinkedHashMap<>();
        new Look(profile)
                .until(
                        "a fresh entry of each namespace",
                        profile.timeouts().settle(),
                        () -> {
                            Instant now = Instant.now();
                            namespaces.stream()
                                    .filter(namespace -> !found.containsKey(namespace))
                                    .forEach(namespace -> newest(traffic, namespace, now, limit)
                                            .ifPresent(newest -> found.put(namespace, newest)));
                            return found.size();
                        },
                        size -> size == namespaces.size());
        Instant now = Instant.now();
        List<Finding> findings = namespaces.stream()
                .map(namespace -> {
                    String source = loki.address() + " by "
                            + traffic.ofNamespaces(namespace).selector();
                    Optional<OperatorTraffic.Newest> newest = Optional.ofNullable(found.get(namespace))
                            .or(() -> newest(
                                    traffic, namespace, now, profile.retention().period()));
                    evidence.measured(
                            "age of the newest entry of " + namespace,
                            newest.map(entry -> (Object) (entry.age(now).toMillis() / 1000.0))
                                    .orElse("none within retention"),
                            "seconds",
                            "< " + Durations.text(limit),
                            source);
                    return new Finding(
                            found.containsKey(namespace),
                            "an entry of namespace " + namespace + " younger than " + Durations.text(limit),
                            newest.map(entry -> "the newest one of " + entry.at())
                                    .orElse("none within "
                                            + Durations.text(profile.retention().period())),
                            source);
                })
                .toList();
        if (found.size() < namespaces.size()) {
            NewestEntry.requireAge(stack, profile, limit);
        }
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    private static Optional<OperatorTraffic.Newest> newest(
            OperatorTraffic traffic, String namespace, Instant now, Duration lookBack) {
        return traffic.newest(traffic.ofNamespaces(namespace), now.minus(lookBack), now.plus(Duration.ofMinutes(1)));
    }
}
