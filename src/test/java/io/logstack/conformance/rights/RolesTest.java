package io.logstack.conformance.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.AccessRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolesTest {
    private static final Path LIVE = Path.of("profiles", "live.yaml");

    private static Profile profile(Map<String, String> changes) {
        return Profiles.load(LIVE, changes);
    }

    @ParameterizedTest
    @EnumSource(Safety.class)
    void theFilesAreThoseOfTheLiveProfile(Safety level) throws IOException {
        Path file = Path.of("profiles", "rbac", level.name().toLowerCase(Locale.ROOT) + ".yaml");

        assertThat(Files.readString(file))
                .as("%s; write it anew with 'rights --profile %s --safety …'", file, LIVE)
                .isEqualTo(Roles.of(level, profile(Map.of())));
    }

    @Test
    void aHigherLevelHasTheRightsOfTheLower() {
        Profile live = profile(Map.of());
        assertThat(NeededRights.of(Safety.PROBE, live)).containsAll(NeededRights.of(Safety.OBSERVE, live));
        assertThat(NeededRights.of(Safety.DISRUPT, live))
                .isEqualTo(EnumSet.complementOf(
                        EnumSet.of(Right.PROXY_REQUESTS, Right.PROXY_PUSHES, Right.PROXY_FLUSHES)));
        assertThat(NeededRights.of(Safety.OBSERVE, live))
                .filteredOn(right -> !right.resources().contains("pods/portforward"))
                .isNotEmpty()
                .allMatch(right -> Set.of("get", "list").contains(right.verb()));
    }

    @Test
    void secretsAreLimitedToTheCredentialsAndNeverListed() {
        Profile renamed = profile(Map.of("object-store.secret", "other", "namespaces.monitoring", "logging"));

        assertThat(EnumSet.allOf(Right.class))
                .map(right -> Rule.of(right, renamed))
                .filteredOn(rule -> rule.resources().contains("secrets"))
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.verb()).isIn("get", "create");
                    assertThat(rule.names()).isEqualTo(rule.verb().equals("get") ? List.of("other") : List.of());
                    assertThat(rule.namespace()).isEqualTo("logging");
                });
    }

    @Test
    void onlyWhatHasNoNamespaceNeedsAClusterRole() {
        assertThat(EnumSet.allOf(Right.class))
                .map(right -> Rule.of(right, profile(Map.of())))
                .filteredOn(rule -> rule.namespace().isEmpty())
                .flatMap(Rule::resources)
                .containsExactlyInAnyOrder("nodes", "customresourcedefinitions");
    }

    @Test
    void whatHasAUrlAndKeysInTheProfileNeedsNoRight() {
        Map<String, String> urls = new HashMap<>(Map.of(
                "object-store.access-key", "key",
                "object-store.secret-key", "not-a-secret",
                "alloy.urls", "http://127.0.0.1:1",
                "canary.urls", "http://127.0.0.1:2"));
        for (String part : List.of("loki", "gateway", "object-store", "prometheus", "grafana")) {
            urls.put(part + ".url", "http://127.0.0.1:3");
        }
        Profile named = profile(urls);

        assertThat(Catalogue.ofSuite().descriptions())
                .filteredOn(expectation -> expectation.rights().isEmpty())
                .isNotEmpty()
                .allSatisfy(expectation ->
                        assertThat(NeededRights.of(expectation, named)).isEmpty());
        assertThat(NeededRights.of(Safety.DISRUPT, named))
                .flatMap(Right::resources)
                .doesNotContain("pods/portforward", "services/proxy", "pods/proxy");
    }

    @Test
    void theWayToAPartNeedsItsRights() {
        Profile forwarded = profile(Map.of());
        Profile proxied = profile(Map.of("loki.access", "service-proxy", "alloy.access", "service-proxy"));

        assertThat(rights("HEALTH-06", forwarded))
                .containsExactlyInAnyOrder(
                        Right.FORWARD_PORTS, Right.OPEN_FORWARDS, Right.GET_SERVICES, Right.LIST_ENDPOINTS);
        assertThat(rights("STORAGE-04", forwarded))
                .containsExactlyInAnyOrder(
                        Right.GET_CREDENTIALS,
                        Right.FORWARD_STORE_PORTS,
                        Right.OPEN_STORE_FORWARDS,
                        Right.GET_STORE_SERVICE,
                        Right.LIST_STORE_ENDPOINTS);
        assertThat(rights("INGEST-01", proxied)).contains(Right.LIST_PODS, Right.PROXY_REQUESTS);
        assertThat(rights("INGEST-04", proxied)).contains(Right.PROXY_REQUESTS, Right.PROXY_PUSHES);
        assertThat(rights("HEALTH-06", proxied)).doesNotContain(Right.PROXY_PUSHES);
        assertThat(NeededRights.of(Safety.OBSERVE, proxied))
                .contains(Right.PROXY_REQUESTS)
                .doesNotContain(Right.PROXY_PUSHES);
        assertThat(NeededRights.of(Safety.PROBE, proxied)).contains(Right.PROXY_PUSHES);
    }

    private static Set<Right> rights(String id, Profile profile) {
        return Catalogue.ofSuite().descriptions().stream()
                .filter(expectation -> expectation.id().equals(id))
                .map(expectation -> NeededRights.of(expectation, profile))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRuleIsReducedToWhatIsMissing() {
        Rule sources = Rule.of(Right.GET_SOURCES, profile(Map.of()));
        List<AccessRequest> all = sources.requests();

        assertThat(all).hasSize(5);
        assertThat(sources.only(Set.of(all.get(1), all.get(3))))
                .hasValueSatisfying(rule -> assertThat(rule.requests()).containsExactly(all.get(1), all.get(3)));
        assertThat(sources.only(Set.of())).isEmpty();
        assertThat(Rule.of(Right.RESTART_ALLOY, profile(Map.of())).requests())
                .containsExactly(new AccessRequest("patch", "apps", "daemonsets", "", "monitoring", "alloy"));
    }

    @Test
    void aSubjectIsAUserOrAServiceAccount() {
        assertThat(RoleManifest.Subject.of("system:serviceaccount:ci:runner"))
                .isEqualTo(new RoleManifest.Subject("ci", "runner"));
        assertThat(RoleManifest.Subject.of("jane@example.org"))
                .isEqualTo(new RoleManifest.Subject("", "jane@example.org"));
    }
}
