package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.logstack.conformance.catalog.Site;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteNamesTest {
    private static Site site(Map<String, String> settings) {
        return SiteNames.of(Profiles.load(Path.of("profiles/embedded.yaml"), settings));
    }

    @Test
    void theRunbooksOwnNamesNeedNoOthers() {
        assertThat(site(Map.of("runbook", "README.md"))).isEqualTo(new Site("README.md", Map.of()));
    }

    @Test
    void whatIsCalledOtherwiseIsNamedAsCommandsWriteIt() {
        assertThat(site(Map.of(
                                "namespaces.storage", "rook",
                                "object-store.bucket", "logs",
                                "object-store.service", "rgw",
                                "loki.stateful-set", "loki-single"))
                        .names())
                .contains(
                        entry("-n storage", "-n rook"),
                        entry("--namespace=storage", "--namespace=rook"),
                        entry("loki-chunks", "logs"),
                        entry("rook-ceph-rgw-storage", "rgw"),
                        entry("rook-ceph-rgw-storage.storage.svc", "rgw.rook.svc"),
                        entry("loki-0", "loki-single-0"),
                        entry("statefulset/loki", "statefulset/loki-single"))
                .doesNotContainKeys("-n monitoring", "-c loki");
    }
}
