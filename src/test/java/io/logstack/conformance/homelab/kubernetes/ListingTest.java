package io.logstack.conformance.homelab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.logstack.conformance.homelab.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists: selectors, pages and what happens to old ones. */
final class ListingTest {
    private static final MovableClock CLOCK = new MovableClock();
    private static Homelab homelab;

    @BeforeAll
    static void start() {
        homelab = Homelab.start(new Faults(), options -> options.withClock(CLOCK));
    }

    @AfterAll
    static void stop() {
        homelab.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app.kubernetes.io/name=alloy | 3",
                "app.kubernetes.io/name==alloy | 3",
                "app.kubernetes.io/name in (loki,alloy) | 8",
                "app.kubernetes.io/name in (loki, alloy),app.kubernetes.io/component | 5",
                "app.kubernetes.io/name in (loki,alloy),!app.kubernetes.io/component | 3",
                "app.kubernetes.io/name=loki,app.kubernetes.io/component notin (canary,gateway) | 1",
                "app.kubernetes.io/name=loki,app.kubernetes.io/component!=canary | 2",
                "app.kubernetes.io/name=nobody | 0",
            })
    void selectsByLabels(String selector, int expected) {
        assertThat(homelab.client
                        .pods()
                        .inNamespace("monitoring")
                        .withLabelSelector(selector)
                        .list()
                        .getItems())
                .hasSize(expected);
    }

    @Test
    void selectsByTheClientsOwnSetTerms() {
        List<Pod> pods = homelab.client
                .pods()
                .inNamespace("monitoring")
                .withLabelIn("app.kubernetes.io/component", "canary", "gateway")
                .withLabelNotIn("app.kubernetes.io/component", "gateway")
                .withoutLabel("nothing")
                .list()
                .getItems();
        assertThat(pods).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.name, loki-0, 1",
        "metadata.namespace, app, 3",
        "status.phase, Running, 18",
        "status.phase, Pending, 0",
        "spec.nodeName, k8s-1, 2",
    })
    void selectsPodsByFields(String field, String value, int expected) {
        List<Pod> pods = homelab.client
                .pods()
                .inAnyNamespace()
                .withField(field, value)
                .list()
                .getItems();
        if (field.equals("spec.nodeName")) {
            assertThat(pods)
                    .hasSizeGreaterThanOrEqualTo(expected)
                    .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).isEqualTo(value));
        } else {
            assertThat(pods).hasSize(expected);
        }
    }

    @Test
    void selectsEventsByTheObjectThatTheyRegard() {
        assertThat(homelab.client
                        .v1()
                        .events()
                        .inNamespace("monitoring")
                        .withField("involvedObject.name", "loki")
                        .list()
                        .getItems())
                .singleElement()
                .satisfies(event -> assertThat(event.getReason()).isEqualTo("UpgradeSucceeded"));
        assertThat(homelab.client
                        .v1()
                        .events()
                        .inNamespace("monitoring")
                        .withField("involvedObject.name", "alloy")
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void selectsByWhatAFieldIsNot() {
        assertThat(homelab.client
                        .pods()
                        .inAnyNamespace()
                        .withoutField("metadata.namespace", "monitoring")
                        .list()
                        .getItems())
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(pod.getMetadata().getNamespace()).isNotEqualTo("monitoring"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name in (a", "=x", "a b", "a in ()b", "!"})
    void refusesALabelSelectorThatIsNone(String selector) {
        assertThatThrownBy(() -> homelab.client
                        .pods()
                        .inNamespace("app")
                        .withLabelSelector(selector)
                        .list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(400));
    }

    @Test
    void refusesAFieldThatCannotBeSelectedBy() {
        assertThatThrownBy(() -> homelab.client
                        .pods()
                        .inNamespace("app")
                        .withField("spec.hostname", "x")
                        .list())
                .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                    assertThat(refused.getCode()).isEqualTo(400);
                    assertThat(refused.getMessage()).contains("field label not supported: spec.hostname");
                });
    }

    @Test
    void pagesShowTheMomentOfTheFirst() {
        List<String> made = make("paged", 7);
        List<String> seen = new ArrayList<>();
        ConfigMapList page = page("paged", 3, "");
        assertThat(page.getMetadata().getContinue()).isNotEmpty();
        names(page, seen);
        delete(made.get(5));
        make("paged-later", 1);
        String first = page.getMetadata().getResourceVersion();
        while (page.getMetadata().getContinue() != null
                && !page.getMetadata().getContinue().isEmpty()) {
            page = page("paged", 3, page.getMetadata().getContinue());
            assertThat(page.getMetadata().getResourceVersion()).isEqualTo(first);
            names(page, seen);
        }
        assertThat(seen).containsExactlyElementsOf(made);
    }

    @Test
    void saysHowManyAreLeft() {
        ConfigMapList page = homelab.client
                .configMaps()
                .inNamespace("monitoring")
                .list(new ListOptionsBuilder().withLimit(1L).build());
        assertThat(page.getItems()).hasSize(1);
        assertThat(page.getMetadata().getRemainingItemCount()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aContinueThatIsTooOldIsGone() {
        make("aging", 4);
        ConfigMapList page = page("aging", 2, "");
        make("aging-other", 1);
        CLOCK.advance(Duration.ofMinutes(6));
        make("aging-last", 1);
        assertThatThrownBy(() -> page("aging", 2, page.getMetadata().getContinue()))
                .isInstanceOfSatisfying(KubernetesClientException.class, gone -> {
                    assertThat(gone.getCode()).isEqualTo(410);
                    assertThat(gone.getStatus().getReason()).isEqualTo("Expired");
                });
    }

    @Test
    void refusesAContinueThatIsNone() {
        assertThatThrownBy(() -> page("x", 2, "bm9uc2Vuc2U"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo(400));
    }

    private static ConfigMapList page(String set, long limit, String next) {
        ListOptions options =
                new ListOptionsBuilder().withLimit(limit).withContinue(next).build();
        return homelab.client
                .configMaps()
                .inNamespace("app")
                .withLabel("set", set)
                .list(options);
    }

    private static List<String> make(String set, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(set + "-" + i)
                        .withNamespace("app")
                        .addToLabels("set", set)
                        .endMetadata()
                        .build())
                .map(map -> homelab.client.resource(map).create())
                .map(map -> map.getMetadata().getName())
                .toList();
    }

    private static void delete(String name) {
        homelab.client.configMaps().inNamespace("app").withName(name).delete();
    }

    private static void names(ConfigMapList page, List<String> into) {
        page.getItems().stream().map(ConfigMap::getMetadata).forEach(metadata -> into.add(metadata.getName()));
    }
}
