package io.logstack.conformance.containers.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What would be applied to k3s, applied to the homelab's API, and judged there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallationTest {
    private static final Path PROFILE = Path.of("src/test/resources/fault-matrix-profile.yaml");
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Set<Capability> CLUSTERS = Set.of(Capability.KUBERNETES, Capability.ROOK, Capability.FLUX);

    private StandInCluster cluster;

    @BeforeAll
    void install(@TempDir Path directory) throws IOException {
        cluster = StandInCluster.start(directory);
        cluster.install();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void whatAsksTheClusterPassesAndTheRestHasNothingToAsk() {
        Profile profile = Profiles.load(
                PROFILE,
                Map.of(
                        "required-capabilities", "kubernetes,loki,gateway,alloy,canary,object-store,prometheus,outage",
                        "ingestion.namespaces", "app,storage",
                        "retention.namespaces", ""));
        List<Description> asking = Catalogue.ofSuite().descriptions().stream()
                .filter(expectation -> expectation.requires().stream().anyMatch(CLUSTERS::contains))
                .filter(expectation -> expectation.safety() != Safety.DISRUPT)
                .toList();

        Map<String, Outcome> outcomes = new ConformanceLauncher(profile)
                        .stack(cluster.stack(profile))
                        .classes(asking.stream().map(Description::type).toList())
                        .run()
                        .outcomes()
                        .stream()
                        .collect(Collectors.toMap(
                                outcome -> outcome.expectation().id(), outcome -> outcome));

        assertThat(asking).hasSizeGreaterThan(15).allSatisfy(expectation -> {
            Outcome outcome = Objects.requireNonNull(outcomes.get(expectation.id()));
            assertThat(outcome.verdict())
                    .as(expectation.id() + ": " + outcome.message())
                    .isIn(verdicts(expectation));
        });
    }

    /** The area DRIFT is about the runbook, which is wrong. */
    private static Set<Verdict> verdicts(Description expectation) {
        boolean beyond = expectation.requires().contains(Capability.ROOK)
                || expectation.requires().contains(Capability.FLUX);
        if (beyond) {
            return Set.of(Verdict.NOT_APPLICABLE);
        }
        return expectation.id().startsWith("DRIFT") ? Set.of(Verdict.WARN) : Set.of(Verdict.PASS);
    }

    @Test
    void appliedAgainNothingChanges() {
        try (KubernetesClient client = cluster.client()) {
            Map<String, Long> before = generations(client);
            Installation installation = new Installation(client, Duration.ofSeconds(20), POLL);
            installation.apply(cluster.objects());
            installation.awaitReady(cluster.objects(), ready -> {});

            assertThat(generations(client)).isNotEmpty().isEqualTo(before);
        }
    }

    private Map<String, Long> generations(KubernetesClient client) {
        return cluster.objects().stream()
                .filter(Workloads::runs)
                .map(object -> client.resource(object).get())
                .collect(Collectors.toMap(
                        object -> object.getKind() + object.getMetadata().getName(),
                        object -> object.getMetadata().getGeneration()));
    }

    @Test
    void whatBecomesReadyIsTold() {
        assertThat(cluster.reached())
                .doesNotHaveDuplicates()
                .hasSize(
                        (int) cluster.objects().stream().filter(Workloads::runs).count())
                .contains("StatefulSet monitoring/loki ready", "DaemonSet monitoring/alloy ready");
    }

    @Test
    void allThatRunsIsInTheEvidence() {
        try (KubernetesClient client = cluster.client()) {
            List<Attachment> evidence = new ClusterEvidence(client, 20).take();

            assertThat(evidence)
                    .extracting(Attachment::name)
                    .contains("Events of the cluster", "Pods of the cluster", "Log of monitoring/loki-0/loki")
                    .anyMatch(name -> name.matches("Log of monitoring/alloy-.*/alloy"))
                    .anyMatch(name -> name.matches("Log of app/backend-.*/backend"));
            assertThat(evidence).allSatisfy(each -> assertThat(each.content()).isNotBlank());
            assertThat(evidence)
                    .filteredOn(each -> each.name().equals("Pods of the cluster"))
                    .singleElement()
                    .satisfies(pods -> assertThat(pods.content())
                            .contains("monitoring/loki-0  Running  on k8s-")
                            .contains("loki  registry.example/grafana/loki:1  ready, restarts 0"));
        }
    }

    @Test
    void evidenceThatCannotBeTakenIsReplacedByTheReason() {
        Config nowhere = Config.empty();
        nowhere.setMasterUrl("http://127.0.0.1:1");
        nowhere.setRequestRetryBackoffLimit(0);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(nowhere).build()) {
            assertThat(new ClusterEvidence(client, 20).take())
                    .extracting(Attachment::content)
                    .hasSize(2)
                    .anyMatch(content -> content.startsWith("The cluster does not tell: "))
                    .anyMatch(content -> content.startsWith("They cannot be asked for: "));
        }
    }

    @Test
    void whatTheServerRefusesIsTold() {
        Deployment unlabelled = deployment("unlabelled")
                .editSpec()
                .editTemplate()
                .editMetadata()
                .withLabels(Map.of("app", "another"))
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        try (KubernetesClient client = cluster.client()) {
            Installation installation = new Installation(client, Duration.ofSeconds(1), POLL);

            assertThatThrownBy(() -> installation.apply(List.of(unlabelled)))
                    .isInstanceOf(StackUnavailableException.class)
                    .hasMessageStartingWith("the cluster's API server does not take Deployment app/unlabelled: ")
                    .hasMessageContaining("does not match template");
        }
    }

    @Test
    void whatDoesNotBecomeReadyIsTold() {
        Deployment homeless = deployment("homeless")
                .editSpec()
                .editTemplate()
                .editSpec()
                .withNodeSelector(Map.of("kubernetes.io/arch", "none"))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        List<String> reached = new ArrayList<>();
        try (KubernetesClient client = cluster.client()) {
            Installation installation = new Installation(client, Duration.ofSeconds(2), POLL);
            List<HasMetadata> objects = List.of(homeless);
            installation.apply(objects);

            assertThatThrownBy(() -> installation.awaitReady(objects, reached::add))
                    .isInstanceOf(StackUnavailableException.class)
                    .hasMessage("within 2 s it was not so that all that was applied is ready:\n"
                            + "  Deployment app/homeless has 0 of 1 pods ready");
            client.resource(homeless).delete();
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void moreNodesThanThereAreAreMissed() {
        try (KubernetesClient client = cluster.client()) {
            Installation installation = new Installation(client, Duration.ofMillis(300), POLL);

            assertThatThrownBy(() -> installation.awaitNodes(4))
                    .isInstanceOf(StackUnavailableException.class)
                    .hasMessageContaining("the cluster has 3 of 4 nodes ready");
        }
    }

    private static DeploymentBuilder deployment(String name) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("app")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(Map.of("app", name))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(name)
                .withImage("registry.example/nothing:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec();
    }
}
