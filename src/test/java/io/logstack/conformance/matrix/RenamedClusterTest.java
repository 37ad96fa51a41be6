package io.logstack.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.catalog.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster on which nothing has the runbook's name is judged by a profile that says the names, and no code. */
class RenamedClusterTest {
    private static final Path FIXTURES = Path.of("fixtures", "cluster");
    private static final Path PROFILE = Path.of("src", "test", "resources", "renamed-cluster-profile.yaml");

    /** Regular expressions over a file of fixtures, in this order, and what each becomes. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        // Namespaces: of objects, by themselves, in addresses, in LogQL.
        NAMES.put("namespace: monitoring\\b", "namespace: observability");
        NAMES.put("namespace: storage\\b", "namespace: ceph-system");
        NAMES.put("namespace: flux-system\\b", "namespace: gitops-system");
        NAMES.put("namespace: app\\b", "namespace: shop");
        NAMES.put("(kind: Namespace\nmetadata:\n  name: )monitoring\\b", "$1observability");
        NAMES.put("(kind: Namespace\nmetadata:\n  name: )storage\\b", "$1ceph-system");
        NAMES.put("(kind: GitRepository\nmetadata:\n  name: )flux-system\\b", "$1homelab");
        NAMES.put("(kind: Namespace\nmetadata:\n  name: )flux-system\\b", "$1gitops-system");
        NAMES.put("(kind: Namespace\nmetadata:\n  name: )app\\b", "$1shop");
        NAMES.put("\\.monitoring(\\.svc|:)", ".observability$1");
        NAMES.put("\\.storage\\.svc", ".ceph-system.svc");
        NAMES.put("namespace=\"flux-system\"", "namespace=\"gitops-system\"");
        NAMES.put("monitoring/loki\\b", "observability/logstore");
        NAMES.put("monitoring/alloy\\b", "observability/collector");
        // Services, workloads, containers, releases, and what names them.
        NAMES.put("loki-gateway\\b", "log-entrance");
        NAMES.put("(ame: |http://)loki\\b(?!-)", "$1logstore");
        NAMES.put("(ame: |http://)loki(-\\d\\b|-headless\\b|-memberlist\\b)", "$1logstore$2");
        NAMES.put("addr=loki\\.", "addr=logstore.");
        NAMES.put("instance: loki\\b", "instance: logstore");
        NAMES.put("(ame: |instance: )alloy\\b(?!-)", "$1collector");
        NAMES.put("(ame: )loki-canary\\b", "$1bird");
        NAMES.put("(ame: |http://)kube-prometheus-stack-prometheus(?!-)", "$1metrics");
        NAMES.put("(ame: |http://)kube-prometheus-stack-grafana(?!-)", "$1boards");
        NAMES.put("rook-ceph-rgw-storage\\b(?!-)", "s3-entrance");
        NAMES.put("(kind: CephCluster\nmetadata:\n  name: )rook-ceph", "$1ceph-home");
        NAMES.put("(kind: CephObjectStore\nmetadata:\n  name: )storage", "$1objects");
        // The bucket, its claim and its credentials.
        NAMES.put("loki-chunks", "log-chunks");
        NAMES.put("us-east-1", "home-1");
        NAMES.put("loki-bucket", "log-bucket");
        NAMES.put("loki-s3-credentials", "bucket-keys");
        NAMES.put("AWS_ACCESS_KEY_ID", "KEY_ID");
        NAMES.put("AWS_SECRET_ACCESS_KEY", "KEY_SECRET");
        // Labels and the selectors over them.
        NAMES.put("app\\.kubernetes\\.io/name", "example.org/app");
        NAMES.put("app\\.kubernetes\\.io/component", "example.org/role");
        NAMES.put("(/role: )single-binary", "$1monolith");
        NAMES.put("(/role: )gateway", "$1entrance");
        NAMES.put("(/role: )canary", "$1bird");
        // Ports of Services, and of the pods that are asked one by one.
        NAMES.put("(?m)^(    port: )3100$", "$18310");
        NAMES.put("(?m)^(    port: )9090$", "$19900");
        NAMES.put("((?:containerP|targetP|p)ort: )12345\\b", "$123456");
        NAMES.put("containerPort: 3500\\b", "containerPort: 4500");
        NAMES.put("(name: log-entrance(?:(?!---)[\\s\\S])*?    port: )80\n", "$18088\n");
        NAMES.put("(name: s3-entrance(?:(?!---)[\\s\\S])*?    port: )80\n", "$18081\n");
        NAMES.put("(name: boards(?:(?!---)[\\s\\S])*?    port: )80\n", "$18082\n");
        NAMES.put("s3-entrance\\.ceph-system\\.svc(\\.cluster\\.local)?:80\\b", "s3-entrance.ceph-system.svc$1:8081");
        NAMES.put("http://log-entrance\\.observability\\.svc\\.cluster\\.local", "$0:8088");
    }

    @TempDir
    private Path renamed;

    @Test
    void passesWhatTheUsualOnePasses() throws IOException {
        rename();

        MatrixRun run = MatrixRun.of(PROFILE, Map.of("homelab.cluster", renamed.toString()));

        assertThat(run.notPassed()).as(run.told()).isEmpty();
        // The runbook is not about this cluster, whose Services it does not know.
        assertThat(run.drift().values()).as(run.told()).doesNotContain(Verdict.FAIL, Verdict.ERROR, Verdict.BLOCKED);
        assertThat(run.statement().conformant()).isTrue();
        assertThat(run.statement().outcomes()).hasSameSizeAs(Matrix.expectations());
    }

    /** A name that nobody renamed would let a literal in the code pass for a name of the profile. */
    @Test
    void keepsNoUsualName() throws IOException {
        rename();

        for (Path file : files(renamed)) {
            assertThat(Files.readString(file))
                    .as(file.toString())
                    .doesNotContainPattern(
                            "(?m)^  (name|namespace): (loki|loki-gateway|loki-canary|alloy|monitoring|storage|"
                                    + "flux-system|app|loki-bucket|loki-s3-credentials|rook-ceph)$")
                    .doesNotContain("app.kubernetes.io/name", "app.kubernetes.io/component", "loki-chunks");
        }
    }

    private void rename() throws IOException {
        for (Path file : files(FIXTURES)) {
            String text = Files.readString(file);
            for (Map.Entry<String, String> name : NAMES.entrySet()) {
                text = text.replaceAll(name.getKey(), name.getValue());
            }
            Files.writeString(renamed.resolve(file.getFileName()), text);
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
