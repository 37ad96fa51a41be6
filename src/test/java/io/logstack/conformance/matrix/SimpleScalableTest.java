package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.logstack.conformance.catalog.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The homelab whose Loki is in write, read and backend pods is judged as the one whose Loki is a single binary. */
class SimpleScalableTest {
    private static final Path PROFILE = Path.of("src", "test", "resources", "simple-scalable-profile.yaml");

    @TempDir
    private Path directory;

    @Test
    void passesWhatASingleBinaryPasses() {
        Healthy.check(MatrixRun.of(PROFILE, Map.of()));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("s3-down", "storage", "STORAGE-03"),
                arguments("loki-loses-entries", "ingestion & probe", "INGEST-04"),
                arguments("compactor-stalled", "retention", "RETAIN-05"),
                arguments("loki-unready", "health", "HEALTH-06"),
                arguments("loki-metrics-broken", "health", "HEALTH-07"));
    }

    @ParameterizedTest
    @MethodSource
    void faults(String fault, String tags, String named) {
        MatrixRun run = MatrixRun.of(PROFILE, Map.of("fault", fault), tags);

        assertThat(run.verdict(named)).as(run.told()).isEqualTo(Verdict.FAIL);
        assertThat(run.rootCauses()).as(run.told()).containsExactly(named);
    }

    /** One that its StatefulSet wants, and that no node takes. */
    @Test
    void aMissingWriteReplicaIsNamed() throws IOException {
        MatrixRun run = judged(loki -> loki.replaceFirst(
                "(name: loki-write\n(?:(?!---)[\\s\\S])*?)      tolerations:\n(        .*\n|      - .*\n)+?      containers:",
                "$1      containers:"));

        assertThat(run.rootCauses()).as(run.told()).contains("HEALTH-02");
        assertThat(run.told()).contains("2 of 3 replicas reported ready", "StatefulSet monitoring/loki-write");
    }

    /** One that somebody has scaled away. */
    @Test
    void aWriteReplicaThatNobodyWantsAnyMoreIsMissedByTheProfile() throws IOException {
        MatrixRun run =
                judged(loki -> loki.replaceFirst("(name: loki-write\n(?:(?!---)[\\s\\S])*?  replicas: )3", "$12"));

        assertThat(run.rootCauses()).as(run.told()).containsExactly("HEALTH-02");
        assertThat(run.told())
                .contains("at least 3 ready pods, as the profile says", "but found 2 pods", "monitoring/loki-write");
    }

    private MatrixRun judged(UnaryOperator<String> change) throws IOException {
        Path layout = Path.of("fixtures", "cluster-simple-scalable");
        String loki = Files.readString(layout.resolve("loki.yaml"));
        String changed = change.apply(loki);
        assertThat(changed).isNotEqualTo(loki);
        Files.writeString(directory.resolve("loki.yaml"), changed);
        for (String file : new String[] {"flux.yaml", "loki-canary.yaml", "loki-gateway.yaml", "metrics.yaml"}) {
            Files.copy(layout.resolve(file), directory.resolve(file));
        }
        return MatrixRun.of(PROFILE, Map.of("homelab.cluster", "fixtures/cluster," + directory), "health");
    }
}
