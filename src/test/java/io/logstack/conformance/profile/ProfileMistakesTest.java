package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileMistakesTest {
    private static final String EMBEDDED = "name: mine\ntier: embedded\n";
    private static final String LIVE = "name: mine\ntier: live\n";

    @TempDir
    Path directory;

    /** What is added to a good file, and the one line that must be said; FILE stands for its path. */
    static Stream<Arguments> mistakesInTheFile() {
        return Stream.of(
                arguments(EMBEDDED + "safty: probe", "FILE:3: safty is not a key; did you mean safety?"),
                arguments(EMBEDDED + "loki:\n  ulr: http://x", "FILE:4: loki.ulr is not a key; did you mean loki.url?"),
                arguments(
                        EMBEDDED + "queries:\n  p95Limit: 1s",
                        "FILE:4: queries.p95Limit is not a key; did you mean queries.p95-limit?"),
                arguments(
                        EMBEDDED + "loki:\n  freshness: 1s",
                        "FILE:4: loki.freshness is not a key; did you mean ingestion.freshness?"),
                arguments(EMBEDDED + "lokki:\n  url: http://x", "FILE:3: lokki is not a key; did you mean loki?"),
                arguments(
                        EMBEDDED + "grafana:\n  organisation: x",
                        "FILE:4: grafana.organisation is not a key; accepted in grafana: access, dashboards, data-source,"
                                + " password, password-file, port, service, token, token-file, url, username"),
                arguments(
                        "logstack:\n  name: mine\n  tier: embedded",
                        "FILE:1: logstack is not a key; a file has its keys without 'logstack', which only the environment"
                                + " and -D put first"),
                arguments(
                        EMBEDDED + "tier: live",
                        "FILE:3: tier is there twice, first on line 2; accepted: each key once"),
                arguments(
                        EMBEDDED + "loki: {port: 1}\nloki.port: 2",
                        "FILE:4: loki.port is there twice, first on line 3; accepted: each key once"),
                arguments(
                        EMBEDDED + "reports:\n  kept-runs: 1",
                        "FILE:4: reports.kept-runs: '1' leaves nothing to compare with; accepted: at least 2"),
                arguments(
                        EMBEDDED + "reports:\n  owners: {disk: jane}",
                        "FILE:4: reports.owners.disk: there is no area 'disk'; accepted: alerting, backup, capacity, drift,"
                                + " gitops, health, ingestion, query, recovery, retention, storage"),
                arguments(
                        EMBEDDED + "reports:\n  issue-url: https://tracker/issues",
                        "FILE:4: reports.issue-url: 'https://tracker/issues' leads to no expectation; accepted: an http or"
                                + " https URL with {id} in the place of the expectation's ID"),
                arguments(
                        EMBEDDED + "reports:\n  test-case-url: 'javascript:alert({id})'",
                        "FILE:4: reports.test-case-url: 'javascript:alert({id})' leads to no expectation; accepted: an http"
                                + " or https URL with {id} in the place of the expectation's ID"),
                arguments(
                        EMBEDDED + "reports:\n  history: pom.xml",
                        "FILE:4: reports.history: 'pom.xml' is no directory; accepted: the path of a directory, which is"
                                + " made where there is none"),
                arguments(
                        EMBEDDED + "capacity:\n  projected-weekly: 0",
                        "FILE:4: capacity.projected-weekly: '0' is no size to measure by; accepted: at least one byte"),
                arguments(
                        EMBEDDED + "capacity:\n  headroom: -10",
                        "FILE:4: capacity.headroom: '-10' is no headroom; accepted: 0 to 10000 percent"),
                arguments(
                        EMBEDDED + "capacity:\n  paced-for: 5m",
                        "FILE:4: capacity.paced-for is 5m, longer than the 2m of timeouts.expectation; accepted: at most"
                                + " that"),
                arguments(
                        EMBEDDED + "capacity:\n  storage-growth: 0",
                        "FILE:4: capacity.storage-growth: '0' is no size to measure by; accepted: at least one byte"),
                arguments(
                        EMBEDDED + "queries:\n  samples: many",
                        "FILE:4: queries.samples: 'many' is not a whole number; accepted: a whole number"),
                arguments(
                        EMBEDDED + "queries:\n  samples: 99999999999",
                        "FILE:4: queries.samples: '99999999999' is out of range; accepted: a whole number"),
                arguments(
                        EMBEDDED + "capacity:\n  current-weekly: 200G",
                        "FILE:4: capacity.current-weekly is 200000000000, more than the 100000000000 of"
                                + " capacity.projected-weekly; accepted: at most that many bytes"),
                arguments(
                        EMBEDDED + "capacity:\n  current-weekly: 0\n  projected-weekly: 0",
                        "FILE:5: capacity.projected-weekly: '0' is no size to measure by; accepted: at least one byte"),
                arguments(
                        EMBEDDED + "capacity:\n  compression: 0",
                        "FILE:4: capacity.compression: '0' is too few; accepted: at least 1"),
                arguments(
                        EMBEDDED + "queries:\n  error-share: 0",
                        "FILE:4: queries.error-share: '0' is no share; accepted: 1 to 100 percent"),
                arguments(
                        EMBEDDED + "queries:\n  server-p95-limit: 0s",
                        "FILE:4: queries.server-p95-limit: '0' leaves no time; accepted: a duration longer than 0"),
                arguments(
                        EMBEDDED + "windows:\n  requests: 0s",
                        "FILE:4: windows.requests: '0' leaves no time; accepted: a duration longer than 0"),
                arguments(
                        EMBEDDED + "windows:\n  volume: 0s",
                        "FILE:4: windows.volume: '0' leaves no time; accepted: a duration longer than 0"),
                arguments(
                        EMBEDDED + "queries:\n  samples: [20]",
                        "FILE:4: queries.samples is a list; accepted: a whole number"),
                arguments(
                        EMBEDDED + "canary:\n  pods: per node",
                        "FILE:4: canary.pods: 'per node' is no number of pods; accepted: a number of pods from 1, or"
                                + " per-node"),
                arguments(
                        EMBEDDED + "gateway:\n  pods: 0",
                        "FILE:4: gateway.pods: '0' asks for no pod at all; accepted: a number of pods from 1, or per-node"),
                arguments(
                        EMBEDDED + "homelab:\n  cluster: nowhere",
                        "FILE:4: homelab.cluster: there is no directory 'nowhere'; accepted: directories of *.yaml files with"
                                + " Kubernetes objects"),
                arguments(
                        LIVE + "homelab:\n  cluster: profiles",
                        "FILE:4: homelab.cluster is set, but only the embedded tier has a homelab; accepted: no homelab on"
                                + " tier live"),
                arguments(
                        EMBEDDED + "loki:\n  deployment-mode: Distributed",
                        "FILE:4: loki.deployment-mode: 'Distributed' is not known; accepted: one of SingleBinary,"
                                + " SimpleScalable"),
                arguments(
                        LIVE + "loki:\n  deployment-mode: SimpleScalable\n  url: http://loki:3100",
                        "FILE:5: loki.url is there, but in mode SimpleScalable Loki has no single address; accepted:"
                                + " write.url, read.url and backend.url, all of them or none"),
                arguments(
                        LIVE + "loki:\n  deployment-mode: SimpleScalable\nwrite:\n  url: http://loki-write:3100",
                        "FILE:6: write.url, read.url and backend.url go together, and only some are there; accepted: all of"
                                + " them or none"),
                arguments(
                        LIVE + "read:\n  url: http://loki-read:3100",
                        "FILE:4: read.url is there, but loki.deployment-mode is SingleBinary; accepted: loki.url, or mode"
                                + " SimpleScalable"),
                arguments(
                        EMBEDDED + "safety: dangerous",
                        "FILE:3: safety: 'dangerous' is not known; accepted: one of observe, probe, disrupt"),
                arguments(
                        EMBEDDED + "required-capabilities: [loki, tempo]",
                        "FILE:3: required-capabilities: 'tempo' is not known; accepted: a list, each one of kubernetes, loki,"
                                + " gateway, alloy, canary, object-store, rook, flux, prometheus, grafana, outage, throw-away"),
                arguments(
                        EMBEDDED + "retention:\n  period: 2 parsecs",
                        "FILE:4: retention.period: '2 parsecs' is not a duration; accepted: " + Durations.ACCEPTED),
                arguments(
                        EMBEDDED + "retention:\n  period: 7",
                        "FILE:4: retention.period: '7' has no unit; accepted: " + Durations.ACCEPTED),
                arguments(
                        EMBEDDED + "retention:\n  period: -5m",
                        "FILE:4: retention.period: '-5m' is negative; accepted: " + Durations.ACCEPTED),
                arguments(
                        EMBEDDED + "retention:\n  period: 5m1h",
                        "FILE:4: retention.period: '5m1h' has its units out of order; accepted: " + Durations.ACCEPTED),
                arguments(
                        EMBEDDED + "retention:\n  period: 9999y",
                        "FILE:4: retention.period: '9999y' is too long, over 292 years; accepted: "
                                + Durations.ACCEPTED),
                arguments(
                        EMBEDDED + "workload:\n  longest-line: 16Kb",
                        "FILE:4: workload.longest-line: '16Kb' has the unknown suffix 'Kb'; accepted: "
                                + ByteSize.ACCEPTED),
                arguments(
                        EMBEDDED + "workload:\n  longest-line: 500m",
                        "FILE:4: workload.longest-line: '500m' is in thousandths of a byte: 'm' is Kubernetes' milli, 'M' its"
                                + " mega; accepted: " + ByteSize.ACCEPTED),
                arguments(
                        "name: mine\ntier: endpoints\nloki:\n  url: loki:3100",
                        "FILE:4: loki.url: 'loki:3100' is not an http or https URL; accepted: an absolute http or https URL"
                                + " such as http://loki:3100"),
                arguments(
                        "name: mine\ntier: endpoints\nloki:\n  url: http://me:s3cret@loki:3100",
                        "FILE:4: loki.url: 'http://***@loki:3100' holds credentials, which belong to the username and password"
                                + " keys; accepted: an absolute http or https URL such as http://loki:3100"),
                arguments(
                        EMBEDDED + "retention:\n  period:",
                        "FILE:4: retention.period is empty; accepted: " + Durations.ACCEPTED),
                arguments(
                        EMBEDDED + "ingestion:\n  namespaces: []",
                        "FILE:4: ingestion.namespaces is empty; accepted: text"),
                arguments(
                        EMBEDDED + "ingestion:\n  namespaces: [a, '']",
                        "FILE:4: ingestion.namespaces: '' is an empty entry; accepted: a list, each text"),
                arguments(
                        EMBEDDED + "queries:\n  functional:\n    errors: ''",
                        "FILE:5: queries.functional.errors is empty; accepted: text"),
                arguments(
                        EMBEDDED + "queries:\n  functional: 'x'",
                        "FILE:4: queries.functional is the single value 'x'; accepted: names, each with text"),
                arguments(
                        EMBEDDED + "loki: http://x",
                        "FILE:3: loki is the single value 'http://x'; accepted: a mapping with keys of"
                                + " access, config, container, deployment-mode, helm-release, password, password-file, pods, port, selector, service, stateful-set, tenant,"
                                + " token, token-file, url, username"),
                arguments(
                        "name: mine", "FILE: tier is missing; accepted: one of embedded, containers, live, endpoints"),
                arguments("- a\n- b", "FILE:1: holds no keys; accepted: a YAML mapping such as 'tier: embedded'"),
                arguments("", "FILE: is empty; accepted: at least the keys name and tier"),
                arguments("# nothing\n", "FILE: is empty; accepted: at least the keys name and tier"),
                arguments(
                        "name: mine\ntier: [embedded\n",
                        "FILE:3:1: is not readable as YAML: expected ',' or ']', but got <stream end>"),
                arguments(
                        "name: mine\n\ttier: embedded\n",
                        "FILE:2:1: is not readable as YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                arguments(
                        LIVE + "safety: probe",
                        "FILE:3: safety is probe, but kubernetes.context names no context: nothing is written to whatever"
                                + " context happens to be current; accepted: safety observe, or the context's name in"
                                + " kubernetes.context"),
                arguments(
                        LIVE + "safety: disrupt\nkubernetes:\n  context: home",
                        "FILE:3: safety is disrupt, which the command line has to confirm; accepted: -Dlogstack.disrupt=home"),
                arguments(
                        LIVE + "kubernetes:\n  kubeconfig: ~/no-such-kubeconfig",
                        "FILE:4: kubernetes.kubeconfig: there is no file '~/no-such-kubeconfig'; accepted: the path of a"
                                + " kubeconfig, with no ~ or variable in it"),
                arguments(
                        EMBEDDED + "proxy:\n  url: ftp://proxy:21",
                        "FILE:4: proxy.url: 'ftp://proxy:21' is neither an http nor a socks5 URL; accepted: "
                                + ProxyAddress.ACCEPTED),
                arguments(
                        EMBEDDED + "proxy:\n  url: http://me:s3cret@proxy:3128",
                        "FILE:4: proxy.url: 'http://***@proxy:3128' holds credentials, and proxies that ask for a login are"
                                + " not supported; accepted: " + ProxyAddress.ACCEPTED),
                arguments(
                        EMBEDDED + "tls:\n  ca-file: no-such.pem",
                        "FILE:4: tls.ca-file: there is no file 'no-such.pem'; accepted: the path of a PEM file"),
                arguments(
                        EMBEDDED + "tls:\n  client-key-file: pom.xml",
                        "FILE:4: tls.client-certificate-file and tls.client-key-file go together, and only one is there;"
                                + " accepted: both or neither"),
                arguments(
                        EMBEDDED + "loki:\n  token-file: no-such-token",
                        "FILE:4: loki.token-file: no secret can be read from 'no-such-token' (there is no such file);"
                                + " accepted: the path of a file that holds it"),
                arguments(
                        EMBEDDED + "loki:\n  token-file: LICENSE\n  token: abc",
                        "FILE:4: loki.token and loki.token-file are both there; accepted: one of them"),
                arguments(
                        EMBEDDED + "loki:\n  token: abc\n  username: me\n  password: x",
                        "FILE:5: loki.username and loki.token are two logins; accepted: one of them"),
                arguments(
                        LIVE + "prometheus:\n  access: service-proxy\n  token: x",
                        "FILE:4: prometheus.access is service-proxy, but the API server takes the Authorization header for"
                                + " itself, and prometheus.token would never arrive; accepted: port-forward, or url with a"
                                + " prometheus.url"),
                arguments(
                        LIVE + "loki:\n  access: tunnel",
                        "FILE:4: loki.access: 'tunnel' is not known; accepted: one of port-forward, service-proxy, url"),
                arguments(
                        LIVE + "loki:\n  access: url",
                        "FILE:4: loki.access is url, but there is no loki.url; accepted: port-forward, service-proxy, or url"
                                + " with a loki.url"),
                arguments(
                        LIVE + "alloy:\n  access: port-forward\n  urls: [http://a:12345]",
                        "FILE:4: alloy.access is port-forward, but alloy.urls names a URL; accepted: url, or no alloy.urls"),
                arguments(
                        "name: mine\ntier: endpoints\ncanary:\n  access: service-proxy\nloki:\n  url: http://loki:3100",
                        "FILE:4: canary.access is service-proxy, but tier endpoints has no cluster of the operator's to go"
                                + " through; accepted: no canary.access, or tier live"),
                arguments(
                        LIVE + "object-store:\n  access: service-proxy",
                        "FILE:4: object-store.access is service-proxy, but requests to S3 are signed in the Authorization"
                                + " header, which the API server takes for itself; accepted: port-forward, or url with an"
                                + " object-store.url"),
                arguments(
                        LIVE + "grafana:\n  access: service-proxy\n  username: admin\n  password: x",
                        "FILE:4: grafana.access is service-proxy, but the API server takes the Authorization header for"
                                + " itself, and grafana.username would never arrive; accepted: port-forward, or url with a"
                                + " grafana.url"),
                arguments(
                        "name: mine\ntier: endpoints",
                        "FILE:2: tier endpoints has no URL to judge; accepted: at least one of loki.url, gateway.url,"
                                + " alloy.urls, canary.urls, object-store.url, prometheus.url, grafana.url"),
                arguments(
                        EMBEDDED + "loki:\n  url: http://real:3100",
                        "FILE:4: loki.url is http://real:3100, but tier embedded starts a stack of its own and would not judge"
                                + " that one; accepted: tier endpoints or live"),
                arguments(
                        LIVE + "fault: s3-down",
                        "FILE:3: fault is s3-down, but only the embedded tier has faults; accepted: no fault on tier live"),
                arguments(
                        EMBEDDED + "ingestion:\n  freshness: 8d",
                        "FILE:4: ingestion.freshness is 8d, longer than the 7d of retention.period; accepted: at most that"),
                arguments(
                        EMBEDDED + "timeouts:\n  settle: 3m",
                        "FILE:4: timeouts.settle is 3m, longer than the 2m of timeouts.expectation; accepted: at most that"),
                arguments(
                        EMBEDDED + "timeouts:\n  poll: 0s",
                        "FILE:4: timeouts.poll: '0' leaves no time; accepted: a duration longer than 0"),
                arguments(
                        EMBEDDED + "queries:\n  samples: 19",
                        "FILE:4: queries.samples: '19' is too few for a P95; accepted: at least 20"),
                arguments(
                        EMBEDDED + "workload:\n  longest-line: 257Ki",
                        "FILE:4: workload.longest-line: '263168' bytes; accepted: 1 to 256Ki, since Loki refuses longer"
                                + " lines"),
                arguments(
                        EMBEDDED + "workload:\n  streams: 300",
                        "FILE:4: workload.streams is 300, more than the 200 of workload.lines; accepted: at least one line to"
                                + " a stream"),
                arguments(
                        EMBEDDED + "workload:\n  batch: 0",
                        "FILE:4: workload.batch: '0' is too few; accepted: at least 1"),
                arguments(
                        EMBEDDED + "loki:\n  port: 70000",
                        "FILE:4: loki.port: '70000' is no port; accepted: 1 to 65535"),
                arguments(
                        EMBEDDED + "loki:\n  username: me",
                        "FILE:4: loki.username and loki.password go together, and only one is there; accepted: both or"
                                + " neither"),
                arguments(
                        EMBEDDED + "object-store:\n  secret-key: s3cret",
                        "FILE:4: object-store.access-key and object-store.secret-key go together, and only one is there;"
                                + " accepted: both or neither"));
    }

    @ParameterizedTest
    @MethodSource("mistakesInTheFile")
    void aMistakeInTheFileIsNamed(String text, String mistake) throws IOException {
        Path file = Files.writeString(directory.resolve("p.yaml"), text);

        assertThat(mistakes(file, Map.of(), Map.of())).contains(mistake.replace("FILE", file.toString()));
    }

    @ParameterizedTest
    @MethodSource("mistakesInTheFile")
    void secretsAreInNoMessage(String text, String mistake) throws IOException {
        assertThat(mistakes(Files.writeString(directory.resolve("p.yaml"), text), Map.of(), Map.of()))
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void aMistypedVariableIsNamed() throws IOException {
        assertThat(mistakes(good(), Map.of("LOGSTACK_LOKI_ULR", "http://x"), Map.of()))
                .containsExactly(
                        "environment variable LOGSTACK_LOKI_ULR matches no key; did you mean LOGSTACK_LOKI_URL?");
        assertThat(mistakes(good(), Map.of("LOGSTACK_NOTHING_OF_THE_KIND", "x"), Map.of()))
                .containsExactly(
                        "environment variable LOGSTACK_NOTHING_OF_THE_KIND matches no key; accepted: LOGSTACK_ and a"
                                + " key of the profile in capitals, such as LOGSTACK_LOKI_URL");
    }

    @Test
    void aMistypedPropertyIsNamed() throws IOException {
        assertThat(mistakes(good(), Map.of(), Map.of("logstack.loki.ulr", "http://x")))
                .containsExactly("-Dlogstack.loki.ulr matches no key; did you mean -Dlogstack.loki.url?");
        assertThat(mistakes(good(), Map.of(), Map.of("logstack.profil", "x")))
                .containsExactly("-Dlogstack.profil matches no key; did you mean -Dlogstack.profile?");
        assertThat(mistakes(good(), Map.of(), Map.of("logstack", "x")))
                .singleElement()
                .asString()
                .startsWith("-Dlogstack matches no key; accepted: alerting, alloy, backend, canary, ");
    }

    @Test
    void aBadValueFromOutsideNamesItsOrigin() throws IOException {
        assertThat(mistakes(
                        good(),
                        Map.of("LOGSTACK_TIMEOUTS_POLL", "often"),
                        Map.of("logstack.queries.samples", "", "logstack.workload.streams", "1000")))
                .containsExactly(
                        "environment variable LOGSTACK_TIMEOUTS_POLL: timeouts.poll: 'often' is not a duration; accepted: "
                                + Durations.ACCEPTED,
                        "-Dlogstack.queries.samples: queries.samples is empty; accepted: a whole number",
                        "-Dlogstack.workload.streams: workload.streams is 1000, more than the 200 of workload.lines; accepted:"
                                + " at least one line to a stream");
    }

    @Test
    void disruptionIsConfirmedByTheContextsNameOnly() throws IOException {
        Path file =
                Files.writeString(directory.resolve("p.yaml"), LIVE + "safety: disrupt\nkubernetes: {context: home}\n");

        assertThat(mistakes(file, Map.of(), Map.of("logstack.disrupt", "true")))
                .singleElement()
                .asString()
                .endsWith("accepted: -Dlogstack.disrupt=home, not 'true'");
        assertThat(mistakes(file, Map.of("LOGSTACK_DISRUPT", "home"), Map.of())).hasSize(1);
        assertThat(Profiles.load(file, Map.of("logstack.disrupt", "home"))
                        .kubernetes()
                        .context())
                .contains("home");
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        Path file = Files.writeString(directory.resolve("p.yaml"), """
                name: mine
                tier: endpints
                safty: probe
                loki:
                  url: ftp://x
                  port: 0
                queries:
                  samples: 3
                  samples: 4
                retention:
                  period: soon
                """);

        ProfileException thrown = catchThrowableOfType(
                ProfileException.class,
                () -> Profiles.load(file, Map.of("LOGSTACK_SEEED", "1"), Map.of("logstack.seed", "x")));

        assertThat(thrown.mistakes()).hasSize(9);
        assertThat(thrown)
                .hasMessageStartingWith("The profile " + file + " cannot be used, for 9 mistakes:\n  " + file);
        assertThat(String.valueOf(thrown.getMessage()).lines()).hasSize(10);
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("none.yaml");

        assertThatThrownBy(() -> Profiles.load(missing, Map.of()))
                .isInstanceOf(ProfileException.class)
                .hasMessage("The profile " + missing + " cannot be used, for one mistake:\n  " + missing
                        + ": there is no such file (looked at " + missing.toAbsolutePath() + ")");
    }

    @Test
    void aDirectoryAndBytesThatAreNoTextAreNamed() throws IOException {
        Path binary = Files.write(directory.resolve("latin1.yaml"), "name: Köln".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(mistakes(directory, Map.of(), Map.of()))
                .containsExactly(directory + ": is not a file; accepted: a YAML file such as profiles/embedded.yaml");
        assertThat(mistakes(binary, Map.of(), Map.of()))
                .containsExactly(binary + ": is not text in UTF-8; accepted: YAML in UTF-8");
    }

    @Test
    void aBadValueIsNotAlsoAContradiction() throws IOException {
        Path file =
                Files.writeString(directory.resolve("p.yaml"), "name: mine\ntier: endpoints\nloki: {url: 'nowhere'}\n");

        assertThat(mistakes(file, Map.of(), Map.of())).hasSize(1);
    }

    private Path good() throws IOException {
        return Files.writeString(directory.resolve("good.yaml"), EMBEDDED);
    }

    private static List<String> mistakes(Path file, Map<String, String> environment, Map<String, String> properties) {
        return catchThrowableOfType(ProfileException.class, () -> Profiles.load(file, environment, properties))
                .mistakes();
    }
}
