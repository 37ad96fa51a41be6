package io.logstack.conformance.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.homelab.HomelabOptions;
import io.logstack.conformance.junit.ConformanceLauncher;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.rights.NeededRights;
import io.logstack.conformance.rights.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A full run with the roles of its level, enforced by the homelab's API server: nothing that it asks is refused, each
 * expectation asks for no more than it declares, and no rule is there that a full run at disrupt does not need.
 */
class RolesSufficeTest {
    /** Rights of expectations that may not be there; where they are, their rules have to be used. */
    private static final Map<Right, String> OF_EXPECTATIONS = Map.of(
            Right.GET_DEFINITIONS, "BACKUP-01",
            Right.DRY_RUN_RELEASES, "BACKUP-01",
            Right.DRY_RUN_CREDENTIALS, "BACKUP-01",
            Right.RESTART_ALLOY, "RECOVERY-02",
            Right.SCALE_GATEWAY, "RECOVERY-04");

    /** What a healthy stack never makes a run ask for. */
    private static final Map<String, String> UNUSED = Map.of(
            "monitoring: get /pods/portforward", "the parts have URLs here",
            "monitoring: create /pods/portforward", "the parts have URLs here",
            "storage: get /pods/portforward", "the object store has a URL here",
            "storage: create /pods/portforward", "the parts have URLs here",
            "monitoring: list /events", "shown beside a failure, and there is none",
            "flux-system: get source.toolkit.fluxcd.io/ocirepositories", "the charts come from a HelmRepository",
            "flux-system: get source.toolkit.fluxcd.io/gitrepositories", "the charts come from a HelmRepository",
            "flux-system: get source.toolkit.fluxcd.io/buckets", "the charts come from a HelmRepository",
            "flux-system: get source.toolkit.fluxcd.io/helmcharts", "the charts come from a HelmRepository");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Safety.class)
    void fullRun(Safety level) throws IOException {
        String label = level.name().toLowerCase(Locale.ROOT);
        GrantedRoles roles = GrantedRoles.read(Path.of("profiles", "rbac", label + ".yaml"));
        try (LiveHomelab live = new LiveHomelab(HomelabOptions.DEFAULT.withAuthorizer(roles), directory)) {
            Profile profile = live.profile(label);
            Statement statement = new ConformanceLauncher(profile).run();

            assertThat(statement.judgedAnything()).isTrue();
            SoftAssertions.assertSoftly(softly -> {
                softly.assertThat(roles.refused())
                        .as("what the role of %s does not grant", label)
                        .isEmpty();
                statement.outcomes().forEach(outcome -> asksForWhatItDeclares(outcome, profile, softly));
                if (level == Safety.DISRUPT) {
                    softly.assertThat(roles.unused())
                            .as("rules that nothing needs")
                            .isSubsetOf(excused(statement, profile));
                }
            });
        }
    }

    @Test
    void throughTheApiServer() throws IOException {
        GrantedRoles roles = GrantedRoles.read(Path.of("profiles", "rbac", "observe.yaml"));
        try (LiveHomelab live = new LiveHomelab(HomelabOptions.DEFAULT.withAuthorizer(roles), directory)) {
            Statement statement = new ConformanceLauncher(live.forwardedProfile("observe"))
                    .tags("health | storage | alerting")
                    .run();

            assertThat(statement.judgedAnything()).isTrue();
            assertThat(roles.refused()).isEmpty();
            assertThat(roles.unused()).noneMatch(rule -> rule.endsWith("/pods/portforward"));
        }
    }

    private static void asksForWhatItDeclares(Outcome outcome, Profile profile, SoftAssertions softly) {
        Description expectation = outcome.expectation();
        List<Rule> declared = NeededRights.of(expectation, profile).stream()
                .map(right -> Rule.of(right, profile))
                .toList();
        Set<AskedOfKubernetes> asked = AskedOfKubernetes.by(outcome);
        softly.assertThat(asked)
                .as("requests of %s that its rights do not cover", expectation.id())
                .allMatch(request -> declared.stream().anyMatch(request::coveredBy));
        if (outcome.verdict() == Verdict.PASS) {
            softly.assertThat(expectation.rights())
                    .as("rights that %s declares and did not use", expectation.id())
                    .filteredOn(NeededRights.of(expectation, profile)::contains)
                    .map(right -> Rule.of(right, profile))
                    .allMatch(rule -> asked.stream().anyMatch(request -> request.coveredBy(rule)));
        }
        softly.assertThat(expectation.creates())
                .as("what %s makes", expectation.id())
                .containsAll(made(outcome));
    }

    private static Set<Creation> made(Outcome outcome) {
        return outcome.exchanges().stream()
                .map(exchange -> exchange.method() + " " + exchange.component() + " "
                        + exchange.uri().getPath())
                .flatMap(exchange -> Map.of(
                                "POST .*/loki/api/v1/push", Creation.SYNTHETIC_LINES,
                                "POST kubernetes .*/pods", Creation.PROBE_PODS,
                                "PUT s3 .*", Creation.TEST_OBJECTS)
                        .entrySet()
                        .stream()
                        .filter(pattern -> exchange.matches(pattern.getKey()))
                        .map(Map.Entry::getValue))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Creation.class)));
    }

    private static Set<String> excused(Statement statement, Profile profile) {
        Set<String> ids = statement.outcomes().stream()
                .map(outcome -> outcome.expectation().id())
                .collect(Collectors.toSet());
        Set<String> excused = new TreeSet<>(UNUSED.keySet());
        OF_EXPECTATIONS.forEach((right, id) -> {
            if (!ids.contains(id)) {
                Rule rule = Rule.of(right, profile);
                rule.resources()
                        .forEach(resource ->
                                excused.add(GrantedRoles.entry(rule.namespace(), rule.verb(), rule.group(), resource)));
            }
        });
        return excused;
    }
}
