package io.logstack.conformance.expectations.alerting;

import static io.logstack.conformance.catalog.Capability.ALLOY;
import static io.logstack.conformance.catalog.Capability.PROMETHEUS;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Alerting;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.Look;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Alerting
@Observe
@Expectation(
        id = "ALERT-05",
        level = MUST,
        runbook = RunbookSection.KEY_METRICS,
        requires = {PROMETHEUS, ALLOY},
        statement = "Prometheus scrapes Loki and every Alloy",
        remedy =
                "Look at the target's last error under Status, Targets of Prometheus, then at the ServiceMonitor's selector "
                        + "and port and at the network policies of the namespace")
public class TargetsScrapedIT {
    @Test
    void lokiAndEveryAlloyAreUp(Prometheus prometheus, Alloy alloy, Profile profile, Evidence evidence) {
        int alloys = alloy.instances().size();
        evidence.measured("Alloys that there are", alloys, "instances", ">= 1", "Alloy endpoints");
        assertThat(new Finding(alloys > 0, "an Alloy to be scraped", "none", "the Alloy endpoints"))
                .orElse(getClass())
                .holds();
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put(
                "up{" + profile.prometheus().lokiMatchers() + "}",
                LokiComponent.of(profile).size());
        wanted.put("up{" + profile.prometheus().alloyMatchers() + "}", alloys);
        Map<String, List<Sample>> targets = new Look(profile)
                .until(
                        "Prometheus has scraped Loki and every Alloy",
                        profile.timeouts().settle(),
                        () -> up(prometheus, wanted.keySet()),
                        all -> all.values().stream().flatMap(List::stream).anyMatch(target -> target.value() != 1)
                                || wanted.entrySet().stream()
                                        .allMatch(each -> all.getOrDefault(each.getKey(), List.of())
                                                        .size()
                                                >= each.getValue()));
        SoftAssertions.assertSoftly(softly -> targets.forEach((query, found) -> {
            int least = wanted.getOrDefault(query, 1);
            List<String> down = found.stream()
                    .filter(target -> target.value() != 1)
                    .map(target -> name(target.labels()))
                    .toList();
            evidence.measured("targets, " + query, found.size(), "targets", ">= " + least, prometheus.address());
            evidence.measured("targets down, " + query, down.toString(), "", "= []", prometheus.address());
            softly.check(() -> assertThat(new Finding(
                            down.isEmpty() && found.size() >= least,
                            "at least " + least + " targets, all of them up",
                            found.size() + " targets" + (down.isEmpty() ? "" : ", of which are down: " + down),
                            prometheus.address() + " by " + query))
                    .orElse(getClass())
                    .holds());
        }));
    }

    private static Map<String, List<Sample>> up(Prometheus prometheus, Iterable<String> queries) {
        Map<String, List<Sample>> up = new LinkedHashMap<>();
        Instant now = Instant.now();
        queries.forEach(query -> up.put(query, prometheus.instant(query, now)));
        return up;
    }

    private static String name(Map<String, String> labels) {
        return labels.getOrDefault("pod", labels.getOrDefault("instance", labels.toString()));
    }
}
