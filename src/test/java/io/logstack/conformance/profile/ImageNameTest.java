package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "grafana/loki:3.4.6,                   docker.io/grafana/loki:3.4.6",
        "docker.io/grafana/loki:3.4.6,         docker.io/grafana/loki:3.4.6",
        "busybox:1.37.0,                       docker.io/library/busybox:1.37.0",
        "docker.io/busybox:1.37.0,             docker.io/library/busybox:1.37.0",
        "quay.io/prometheus/prometheus:v3.4.1, quay.io/prometheus/prometheus:v3.4.1",
        "mirror.lan:5000/hub/loki:3.4.6,       mirror.lan:5000/hub/loki:3.4.6",
        "localhost/loki:1,                     localhost/loki:1",
        "minio/minio:RELEASE.2025-04-22T22-12-26Z, docker.io/minio/minio:RELEASE.2025-04-22T22-12-26Z"
    })
    void isReadAsDockerReadsIt(String text, String full) {
        assertThat(ImageName.parse(text)).hasToString(full);
        assertThat(ImageName.parse(full)).isEqualTo(ImageName.parse(text));
    }

    @Test
    void aDigestPinsToo() {
        assertThat(ImageName.parse("grafana/loki@" + DIGEST)).hasToString("docker.io/grafana/loki@" + DIGEST);
        assertThat(ImageName.parse("grafana/loki:latest@" + DIGEST))
                .hasToString("docker.io/grafana/loki:latest@" + DIGEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grafana/loki              | is not pinned: it has neither tag nor digest, which means latest",
                "mirror.lan:5000/loki      | is not pinned: it has neither tag nor digest, which means latest",
                "grafana/loki:latest       | is not pinned: the tag 'latest' means another image tomorrow",
                "grafana/loki:main         | is not pinned: the tag 'main' means another image tomorrow",
                "grafana/loki@sha256:12    | has a digest that is not sha256 and 64 digits",
                "Grafana/Loki:3.4.6        | is no name of an image",
                "https://docker.io/loki:3  | is no name of an image",
                "grafana/loki:             | is no name of an image",
                "-:3                       | is no name of an image"
            })
    void whatIsNotPinnedIsRefused(String text, String why) {
        assertThatThrownBy(() -> ImageName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource({
        "grafana/loki:3.4.6, mirror.lan:5000, mirror.lan:5000/grafana/loki:3.4.6",
        "busybox:1.37.0,     mirror.lan/hub,  mirror.lan/hub/library/busybox:1.37.0",
        "quay.io/a/b:1,      mirror.lan:5000, quay.io/a/b:1"
    })
    void aMirrorStandsForDockerHubAlone(String text, String mirror, String full) {
        assertThat(ImageName.parse(text).at(mirror)).hasToString(full);
    }
}
