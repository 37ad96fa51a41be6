package io.logstack.conformance.containers.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.containers.FakeDocker;
import io.logstack.conformance.containers.docker.Docker;
import io.logstack.conformance.profile.ImageName;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

class ImageSourcesTest {
    @Test
    void eachIsInDockerOrPulled() {
        ImageCatalogue catalogue =
                catalogue(Map.of("containers.cluster", "none", "images.loki", "lan:5000/loki:3.4.6"));

        try (FakeDocker fake = new FakeDocker().image("docker.io/testcontainers/ryuk:0.14.0");
                Docker docker = fake.docker()) {
            ImageSources.Sources sources = ImageSources.of(catalogue.needed(), docker);

            assertThat(sources.docker()).isEqualTo("Docker at " + fake.tcp());
            assertThat(sources.images())
                    .extracting(source -> source.image().key() + " " + source.from())
                    .containsExactly(
                            "images.ryuk in Docker",
                            "images.minio pulled from docker.io",
                            "images.loki pulled from lan:5000");
        }
    }

    @Test
    void aMirrorStandsForAllOfDockerHub() {
        ImageCatalogue catalogue = catalogue(Map.of(
                "images.registry", "mirror.lan:5000/hub", "images.prometheus", "quay.io/prometheus/prometheus:v3.4.1"));

        assertThat(catalogue.of("images.loki")).hasToString("mirror.lan:5000/hub/grafana/loki:3.4.6");
        assertThat(catalogue.of("workload.probe-image")).hasToString("mirror.lan:5000/hub/library/busybox:1.37.0");
        assertThat(catalogue.of("images.prometheus")).hasToString("quay.io/prometheus/prometheus:v3.4.1");
    }

    @Test
    void onlyAClusterNeedsItsParts() {
        ImageCatalogue light = catalogue(Map.of("containers.cluster", "none"));

        assertThat(light.needed()).extracting(CatalogueImage::key).doesNotContain("images.k3s", "images.alloy");
        assertThat(catalogue(Map.of()).needed()).extracting(CatalogueImage::key).contains("images.k3s", "images.alloy");
        assertThatThrownBy(() -> light.of("images.k3s")).hasMessage("no image of the key images.k3s is needed");
    }

    @Test
    void testcontainersStartsItsRyukFromTheCatalogue() {
        RyukImage.use(ImageName.parse("mirror.lan:5000/testcontainers/ryuk:0.14.0"));
        RyukImage substitutor = new RyukImage();

        assertThat(substitutor
                        .apply(DockerImageName.parse("testcontainers/ryuk:0.14.0"))
                        .asCanonicalNameString())
                .isEqualTo("mirror.lan:5000/testcontainers/ryuk:0.14.0");
        assertThat(substitutor.apply(DockerImageName.parse("minio/minio:1")).asCanonicalNameString())
                .isEqualTo("minio/minio:1");
    }

    @Test
    void ryuksIsNotNeededWhereItIsNotToRun() {
        Profile profile = Profiles.load(Path.of("profiles/containers.yaml"), Map.of("containers.cluster", "none"));

        assertThat(new ImageCatalogue(profile, Map.of("TESTCONTAINERS_RYUK_DISABLED", "true")).needed())
                .extracting(CatalogueImage::key)
                .containsExactly("images.minio", "images.loki");
    }

    private static ImageCatalogue catalogue(Map<String, String> overrides) {
        Profile profile = Profiles.load(Path.of("profiles/containers.yaml"), overrides);
        return new ImageCatalogue(profile, Map.of());
    }
}
