package io.logstack.conformance.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Capability;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RolesTest {
    private static final Path REFERENCE = Path.of("profiles", "reference.yaml");

    private static Profile profile(Map<String, String> changes) {
        return Profiles.load(REFERENCE, changes);
    }

    @ParameterizedTest
    @EnumSource(Safety.class)
    void theFilesAreThoseOfTheReferenceProfile(Safety level) throws IOException {
        Path file = Path.of("profiles", "rbac", level.name().toLowerCase(Locale.ROOT) + ".yaml");

        assertThat(Files.readString(file))
                .as("%s; write it anew with 'rights --profile %s -Dlogstack.safety=…'", file, REFERENCE)
                .isEqualTo(Roles.of(level, profile(Map.of())));
    }

    @Test
    void aHigherLevelHasTheRightsOfTheLower() {
        assertThat(NeededRights.of(Safety.PROBE)).containsAll(NeededRights.of(Safety.OBSERVE));
        assertThat(NeededRights.of(Safety.DISRUPT)).isEqualTo(EnumSet.allOf(Right.class));
        assertThat(NeededRights.of(Safety.OBSERVE))
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
                    assertThat(rule.verb()).isIn("get", "patch");
                    assertThat(rule.names()).containsExactly("other");
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
    void whatHasAUrlOrKeysInTheProfileNeedsNoRight() {
        Profile named = profile(Map.of(
                "tier", "live",
                "object-store.access-key", "key",
                "object-store.secret-key", "not-a-secret",
                "alloy.urls", "http://127.0.0.1:1",
                "canary.urls", "http://127.0.0.1:2"));
        Profile found = profile(Map.of());

        assertThat(Catalogue.ofSuite().descriptions())
                .filteredOn(expectation -> expectation.rights().isEmpty())
                .allSatisfy(expectation ->
                        assertThat(NeededRights.of(expectation, named)).isEmpty())
                .filteredOn(expectation -> expectation.requires().contains(Capability.OBJECT_STORE))
                .isNotEmpty()
                .allSatisfy(expectation ->
                        assertThat(NeededRights.of(expectation, found)).contains(Right.GET_CREDENTIALS));
    }

    @Test
    void aRuleIsReducedToWhatIsMissing() {
        Rule sources = Rule.of(Right.GET_SOURCES, profile(Map.of()));
        List<AccessRequest> all = sources.requests();

        assertThat(all).hasSize(5);
        assertThat(sources.only(Set.of(all.get(1), all.get(3))))
                .hasValueSatisfying(rule -> assertThat(rule.requests()).containsExactly(all.get(1), all.get(3)));
        assertThat(sources.only(Set.of())).isEmpty();
        assertThat(Rule.of(Right.SCALE_GATEWAY, profile(Map.of())).requests())
                .extracting(AccessRequest::name)
                .containsExactly("loki-gateway");
    }

    @Test
    void aSubjectIsAUserOrAServiceAccount() {
        assertThat(RoleManifest.Subject.of("system:serviceaccount:ci:runner"))
                .isEqualTo(new RoleManifest.Subject("ci", "runner"));
        assertThat(RoleManifest.Subject.of("jane@example.org"))
                .isEqualTo(new RoleManifest.Subject("", "jane@example.org"));
    }
}
