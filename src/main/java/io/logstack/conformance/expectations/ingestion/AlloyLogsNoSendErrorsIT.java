package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Level.SHOULD;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.Serving;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Ingestion
@Observe
@Expectation(
        id = "INGEST-02",
        level = SHOULD,
        runbook = RunbookSection.ALLOY_COLLECTION_FAILURE,
        requires = KUBERNETES,
        rights = {Right.LIST_PODS, Right.GET_LOGS},
        prerequisites = AlloySendsWithoutDropsIT.class,
        statement = "Alloy's own logs show no send errors in the window",
        remedy =
                "The error names status and cause: for 429 see limits_config, for 5xx Loki's log, for no answer the gateway; "
                        + "then 'kubectl rollout restart daemonset/alloy -n monitoring'")
public class AlloyLogsNoSendErrorsIT {
    /** The chart's name of it. */
    /** Many times what a healthy Alloy writes in the window. */
    private static final int TAIL = 1_000;

    /** Each log is a request of its own; what goes wrong with sending goes wrong on more than one node in so many. */
    private static final int MOST_LOGS = 50;

    @Test
    void noLogTellsOfAFailedSend(Cluster cluster, Profile profile, Evidence evidence) {
        String namespace = profile.namespaces().monitoring();
        Instant window = Instant.now().minus(profile.windows().ingestion());
        Instant since = Serving.since(cluster, profile).filter(window::isBefore).orElse(window);
        List<Pod> pods = cluster.pods(namespace, profile.alloy().selector());
        List<SendErrors> logs = spread(pods).stream()
                .map(pod -> pod.getMetadata().getName())
                .map(pod -> SendErrors.of(
                        pod, cluster.log(namespace, pod, profile.alloy().container(), TAIL, false), since))
                .toList();
        evidence.measured(
                "logs read",
                logs.size(),
                "pods",
                ">= 1",
                "the " + pods.size() + " pods of " + namespace + " with "
                        + profile.alloy().selector());
        evidence.measured(
                "errors count since",
                since.toString(),
                "",
                null,
                "the window, or the readiness of Loki's pods within it");
        logs.forEach(log -> {
            evidence.measured("lines of " + log.pod(), log.lines(), "lines", ">= 1", "the log of pod " + log.pod());
            evidence.measured(
                    "send errors of " + log.pod(),
                    log.errors().size(),
                    "lines",
                    "= 0 since " + since,
                    "the log of pod " + log.pod());
        });
        assertThat(new Finding(
                        !logs.isEmpty(),
                        "an Alloy whose log can be read",
                        "no pod",
                        namespace + ", " + profile.alloy().selector()))
                .orElse(getClass())
                .holds();
        SoftAssertions.assertSoftly(softly -> logs.forEach(log ->
                softly.check(() -> assertThat(log.none()).orElse(getClass()).holds())));
        if (since.isAfter(Instant.now())) {
            throw new InconclusiveException("Loki's pods have only just become ready.", since);
        }
        List<String> silent = logs.stream()
                .filter(log -> !log.readable())
                .map(SendErrors::pod)
                .toList();
        if (!silent.isEmpty()) {
            throw new InconclusiveException(
                    "The logs of " + silent + " are empty, so they tell of no error either; it can be judged once they "
                            + "have written a line.",
                    null);
        }
    }

    /** All of them, or as many as are read, at even distances. */
    private static List<Pod> spread(List<Pod> pods) {
        int read = Math.min(pods.size(), MOST_LOGS);
        return IntStream.range(0, read)
                .mapToObj(i -> pods.get((int) ((long) i * pods.size() / read)))
                .toList();
    }
}
