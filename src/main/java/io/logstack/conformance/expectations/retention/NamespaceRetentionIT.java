package io.logstack.conformance.expectations.retention;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.NotApplicableException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Retention;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** By rule, and by what is left: where a namespace's own period is the shorter one, nothing older may be there. */
@Retention
@Observe
@Expectation(
        id = "RETAIN-04",
        level = SHOULD,
        runbook = RunbookSection.GROWTH_PROJECTIONS,
        requires = LOKI,
        prerequisites = {RetentionInForceIT.class, NothingOlderThanRetentionIT.class},
        statement = "Per-namespace retention is as the profile says",
        remedy = "Set limits_config.retention_stream in the HelmRelease's values to one rule for each namespace of the "
                + "profile's retention.namespaces, such as selector '{namespace=\"app\"}', priority 1, period 72h")
public class NamespaceRetentionIT {
    @Test
    void everyNamespaceKeepsItsEntriesAsLongAsPromised(Loki loki, Profile profile, Evidence evidence) {
        LokiConfig config = LokiConfig.read(loki);
        NamespaceRules rules = NamespaceRules.of(config);
        Map<String, Duration> promised = profile.retention().namespaces();
        Duration period = profile.retention().period();
        evidence.measured(
                "retention rules for one namespace", rules.periods().toString(), "", "= " + promised, config.source());
        evidence.measured("other retention rules", rules.others().toString(), "", null, config.source());
        if (promised.isEmpty() && rules.periods().isEmpty()) {
            throw new NotApplicableException(
                    "The profile's retention.namespaces names none, and Loki has no rule for one");
        }
        List<Finding> findings = new ArrayList<>(compare(promised, rules.periods(), period, config.source()));
        Instant now = Instant.now();
        promised.forEach((namespace, kept) -> {
            Duration reach = kept.plus(profile.retention().slack());
            if (reach.compareTo(period) < 0) {
                findings.add(nothingOlder(loki, namespace, now.minus(period), now.minus(reach), evidence));
            }
        });
        SoftAssertions.assertSoftly(softly -> findings.forEach(finding ->
                softly.check(() -> assertThat(finding).orElse(getClass()).holds())));
    }

    /** One finding for each namespace that the profile or Loki names; who is not named has the period of all. */
    static List<Finding> compare(
            Map<String, Duration> promised, Map<String, Duration> running, Duration period, String source) {
        Set<String> namespaces = new TreeSet<>(promised.keySet());
        namespaces.addAll(running.keySet());
        return namespaces.stream()
                .map(namespace -> {
                    Duration wanted = promised.getOrDefault(namespace, period);
                    Duration found = running.getOrDefault(namespace, period);
                    return new Finding(
                            wanted.equals(found),
                            "a retention of " + Durations.text(wanted) + " for namespace " + namespace,
                            running.containsKey(namespace)
                                    ? "a rule of " + Durations.text(found)
                                    : "no rule, which means " + Durations.text(found),
                            source);
                })
                .toList();
    }

    private static Finding nothingOlder(Loki loki, String namespace, Instant from, Instant to, Evidence evidence) {
        String selector = "{namespace=\"" + namespace + "\",conformance_run=\"\"}";
        Optional<Instant> newest = loki.logs(LogQuery.backward(selector, from, to, 1)).stream()
                .flatMap(stream -> stream.entries().stream())
                .map(entry -> Instant.ofEpochSecond(0, entry.timestamp()))
                .findFirst();
        String source = loki.address() + " by " + selector;
        evidence.measured(
                "newest entry of " + namespace + " before " + to,
                newest.map(Instant::toString).orElse("none"),
                "",
                "= none",
                source);
        return new Finding(
                newest.isEmpty(),
                "no entry of namespace " + namespace + " from before " + to,
                "one of " + newest.map(Instant::toString).orElse("no time"),
                source);
    }
}
