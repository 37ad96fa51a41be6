package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Level;
import io.logstack.conformance.catalog.Safety;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    private static final String MINIMAL = "name: mine\ntier: embedded\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "containers", "live"})
    void profilesThatNeedNothingFromTheOperatorLoad(String tier) {
        Profile profile = Profiles.load(Path.of("profiles", tier + ".yaml"), Map.of());

        assertThat(profile.name()).isEqualTo(tier);
        assertThat(profile.tier().label()).isEqualTo(tier);
    }

    @Test
    void endpointsProfileNeedsOnlyOneUrl() {
        Profile profile = Profiles.load(
                Path.of("profiles/endpoints.yaml"), Map.of("logstack.loki.url", "http://127.0.0.1:3100/"));

        assertThat(profile.tier()).isEqualTo(Tier.ENDPOINTS);
        assertThat(profile.safety()).isEqualTo(Safety.PROBE);
        assertThat(profile.loki().url()).contains(URI.create("http://127.0.0.1:3100"));
        assertThat(profile.workload().lines()).isEqualTo(200);
    }

    @Test
    void liveProfileOnlyObserves() {
        assertThat(Profiles.load(Path.of("profiles/live.yaml"), Map.of()).safety())
                .isEqualTo(Safety.OBSERVE);
    }

    @Test
    void keysAreThoseThatSmallRyeMaps() {
        TreeSet<String> mapped = new TreeSet<>();
        ConfigMappings.getProperties(ConfigClass.configClass(Profile.class, "logstack"))
                .forEach((name, property) ->
                        mapped.add(name.substring("logstack.".length()).replaceAll("(\\[\\*]|\\.\\*)$", "")));

        assertThat(ProfileKeys.ALL.keySet()).isEqualTo(mapped).hasSizeGreaterThan(60);
    }

    @Test
    void absentKeysHaveTheRunbooksValues() throws IOException {
        Profile profile = Profiles.load(file(MINIMAL), Map.of());

        assertThat(profile.safety()).isEqualTo(Safety.OBSERVE);
        assertThat(profile.failOn()).isEqualTo(Level.SHOULD);
        assertThat(profile.retention().period()).isEqualTo(Duration.ofDays(7));
        assertThat(profile.ingestion().freshness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(profile.ingestion().namespaces()).containsExactly("monitoring", "storage", "flux-system", "app");
        assertThat(profile.ingestion().operatorMatchers()).isEqualTo("name!=\"loki-canary\",conformance_run=\"\"");
        assertThat(profile.queries().p95Limit()).isEqualTo(Duration.ofSeconds(2));
        assertThat(profile.queries().functional()).isEmpty();
        assertThat(profile.workload().longestLine()).isEqualTo(new ByteSize(16_384));
        assertThat(profile.loki().url()).isEmpty();
        assertThat(profile.fault()).isEmpty();
        assertThat(profile.seed()).isEmpty();
    }

    @Test
    void everyTypeOfValueIsRead() throws IOException {
        Profile profile = Profiles.load(file("""
                        name: every type
                        tier: Endpoints
                        fail-on: MUST
                        seed: 42
                        required-capabilities: [loki, OBJECT_STORE]
                        loki:
                          url: https://loki.example/base/
                          username: me
                          password: "s3cret"
                        alloy:
                          urls: ["http://a:1", "http://b:2"]
                        queries:
                          functional:
                            by.label: '{namespace="app", pod=~"a|b"} |= "x,y"'
                            errors: '{namespace="app"} |= "${HOME}"'
                        retention: { period: 168h }
                        workload:
                          longest-line: 256Ki
                        """), Map.of());

        assertThat(profile.failOn()).isEqualTo(Level.MUST);
        assertThat(profile.seed()).hasValue(42);
        assertThat(profile.requiredCapabilities().orElseThrow())
                .containsExactlyInAnyOrder(Capability.LOKI, Capability.OBJECT_STORE);
        assertThat(profile.loki().url()).contains(URI.create("https://loki.example/base"));
        assertThat(profile.loki().password()).contains(new Secret("s3cret"));
        assertThat(profile.alloy().urls().orElseThrow())
                .containsExactly(URI.create("http://a:1"), URI.create("http://b:2"));
        assertThat(profile.queries().functional())
                .containsOnly(
                        entry("by.label", "{namespace=\"app\", pod=~\"a|b\"} |= \"x,y\""),
                        entry("errors", "{namespace=\"app\"} |= \"${HOME}\""));
        assertThat(profile.retention().period()).isEqualTo(Duration.ofDays(7));
        assertThat(profile.workload().longestLine().bytes()).isEqualTo(262_144);
    }

    @Test
    void environmentGoesBeforeFileAndPropertiesBeforeEnvironment() throws IOException {
        Path file = file(
                MINIMAL
                        + "seed: 1\ntimeouts: {request: 1s, settle: 31s}\ningestion: {namespaces: [a, b, c]}\nqueries: {functional: {one: from-file, two: from-file}}\n");

        Profile profile = Profiles.load(
                file,
                Map.of(
                        "LOGSTACK_SEED", "2",
                        "LOGSTACK_TIMEOUTS_REQUEST", "2s",
                        "LOGSTACK_INGESTION_NAMESPACES", "x, y",
                        "LOGSTACK_QUERIES_FUNCTIONAL_TWO", "from-environment",
                        "LOGSTACK_PROFILE", "elsewhere.yaml",
                        "PATH", "/bin"),
                Map.of("logstack.seed", "3", "logstack.run", "r1", "user.home", "/"));

        assertThat(profile.seed()).hasValue(3);
        assertThat(profile.timeouts().request()).isEqualTo(Duration.ofSeconds(2));
        assertThat(profile.timeouts().settle()).isEqualTo(Duration.ofSeconds(31));
        assertThat(profile.ingestion().namespaces()).containsExactly("x", "y");
        assertThat(profile.queries().functional())
                .containsOnly(entry("one", "from-file"), entry("two", "from-environment"));
    }

    @Test
    void anEmptyPropertyTakesAnOptionalValueAway() throws IOException {
        Path file = file("name: mine\ntier: endpoints\nloki: {url: 'http://l:1'}\ngrafana: {url: 'http://g:1'}\n");

        Profile profile = Profiles.load(file, Map.of("logstack.loki.url", "", "logstack.fault", " "));

        assertThat(profile.loki().url()).isEmpty();
        assertThat(profile.fault()).isEmpty();
        assertThat(profile.grafana().url()).isPresent();
    }

    @Test
    void loadsFromSystemPropertiesAndEnvironmentOfThisProcess() throws IOException {
        assertThat(Profiles.load(file(MINIMAL)).name()).isEqualTo("mine");
    }

    @Test
    void hashIsThatOfTheMeaningNotOfTheSpelling() throws IOException {
        Path file = file(MINIMAL);
        String hash = Profiles.hash(Profiles.load(file, Map.of()));

        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(Profiles.hash(
                        Profiles.load(file, Map.of("retention.period", "168h", "workload.longest-line", "16384"))))
                .isEqualTo(hash);
        assertThat(Profiles.hash(Profiles.load(file, Map.of("retention.period", "167h"))))
                .isNotEqualTo(hash);
        assertThat(Profiles.hash(Profiles.load(file, Map.of("queries.functional.one", "{a=\"b\"}"))))
                .isNotEqualTo(hash);
    }

    @Test
    void aSetMeansTheSameInAnyOrder() throws IOException {
        Path file = file(MINIMAL);
        Profile one = Profiles.load(file, Map.of("required-capabilities", "rook,loki,grafana,alloy,flux,canary"));
        Profile other = Profiles.load(file, Map.of("required-capabilities", "canary,alloy,loki,flux,rook,grafana"));

        assertThat(Profiles.effective(one))
                .containsEntry("required-capabilities", "alloy,canary,flux,grafana,loki,rook");
        assertThat(Profiles.hash(one)).isEqualTo(Profiles.hash(other));
    }

    @Test
    void secretsAreInNeitherHashNorEffectiveValuesNorText() throws IOException {
        Path file = file(MINIMAL);
        Profile one = Profiles.load(file, Map.of("loki.username", "me", "loki.password", "first"));
        Profile other = Profiles.load(file, Map.of("loki.username", "me", "loki.password", "second"));

        assertThat(Profiles.hash(one)).isEqualTo(Profiles.hash(other));
        assertThat(Profiles.effective(one)).containsEntry("loki.username", "me").doesNotContainKey("loki.password");
        assertThat(Profiles.effective(one).toString()).doesNotContain("first");
        assertThat(String.valueOf(one.loki().password())).doesNotContain("first");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("profile.yaml"), text);
    }
}
