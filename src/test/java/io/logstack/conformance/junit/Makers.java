package io.logstack.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expectations that make something on the stack, and end in different ways. */
final class Makers {
    private Makers() {}

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("monitoring")
                .endMetadata()
                .build();
    }

    @Ingestion
    @Probe
    @Expectation(
            id = "INGEST-01",
            level = Level.MUST,
            runbook = RunbookSection.LOG_INGESTION_STATUS,
            statement = "Makes and passes",
            remedy = "Nothing.",
            requires = {Capability.KUBERNETES, Capability.OBJECT_STORE})
    static class Passes {
        @Test
        void judge(Cluster cluster, ObjectStore store, Evidence evidence) {
            cluster.createProbe(pod("probe-passes"));
            store.put("probe", new byte[1]);
            evidence.measured("made", 2, "", "= 2", "a fake");
        }
    }

    @Ingestion
    @Probe
    @Expectation(
            id = "INGEST-02",
            level = Level.MUST,
            runbook = RunbookSection.LOG_INGESTION_STATUS,
            statement = "Makes and fails",
            remedy = "Nothing.",
            requires = {Capability.KUBERNETES, Capability.OBJECT_STORE})
    static class Fails {
        @Test
        void judge(Cluster cluster, ObjectStore store) {
            cluster.createProbe(pod("probe-fails"));
            store.put("probe", new byte[1]);
            assertThat(store.list("", 10)).isEmpty();
        }
    }

    @Ingestion
    @Probe
    @Expectation(
            id = "INGEST-03",
            level = Level.MUST,
            runbook = RunbookSection.LOG_INGESTION_STATUS,
            statement = "Makes, hangs, ignores interrupts, and would make more",
            remedy = "Nothing.",
            requires = Capability.KUBERNETES)
    static class Hangs {
        @Test
        void judge(Cluster cluster, Workload workload) {
            cluster.createProbe(pod("probe-hangs"));
            Scenario scenario = Scenario.of(workload);
            scenario.hang();
            try {
                cluster.createProbe(pod("probe-late"));
                scenario.log.add("made late");
            } catch (IllegalStateException refused) {
                scenario.log.add(refused.getMessage());
            } finally {
                scenario.log.add("body ended");
            }
        }
    }

    @Ingestion
    @Probe
    @Expectation(
            id = "INGEST-04",
            level = Level.MUST,
            runbook = RunbookSection.LOG_INGESTION_STATUS,
            statement = "Is refused",
            remedy = "Nothing.",
            requires = Capability.OBJECT_STORE)
    static class IsRefused {
        @Test
        void judge(ObjectStore store) {
            store.put("refused/probe", new byte[1]);
        }
    }

    @Ingestion
    @Probe
    @Expectation(
            id = "INGEST-05",
            level = Level.MUST,
            runbook = RunbookSection.LOG_INGESTION_STATUS,
            statement = "Tells a secret wherever it can",
            remedy = "Nothing.",
            requires = {Capability.KUBERNETES, Capability.GATEWAY})
    static class TellsSecret {
        @Test
        void judge(Cluster cluster, Gateway gateway, Evidence evidence) {
            String secret = new String(
                    cluster.secret("monitoring", "loki-s3-credentials")
                            .orElseThrow()
                            .get("AWS_SECRET_ACCESS_KEY"),
                    StandardCharsets.UTF_8);
            evidence.measured("key", secret, "", null, "Secret with " + secret);
            evidence.attach("key", "text/plain", "the key is " + secret);
            gateway.post("/echo", "text/plain", secret.getBytes(StandardCharsets.UTF_8));
            gateway.get("/echo/" + secret, Map.of());
            throw new IllegalStateException("with key " + secret, new IllegalArgumentException(secret));
        }
    }

    @Ingestion
    @Probe
    @Expectation(
            id = "INGEST-06",
            level = Level.MUST,
            runbook = RunbookSection.LOG_INGESTION_STATUS,
            statement = "Asks often",
            remedy = "Nothing.",
            requires = Capability.GATEWAY)
    static class AsksOften {
        static final int REQUESTS = 100;

        @Test
        void judge(Gateway gateway, Evidence evidence) {
            for (int request = 0; request < REQUESTS; request++) {
                gateway.post("/" + request, "text/plain", new byte[100_000]);
            }
            evidence.measured("requests", REQUESTS, "", null, "a fake");
        }
    }
}
