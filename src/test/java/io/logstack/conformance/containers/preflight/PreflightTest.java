package io.logstack.conformance.containers.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.containers.FakeDocker;
import io.logstack.conformance.containers.docker.Docker;
import io.logstack.conformance.containers.images.CatalogueImage;
import io.logstack.conformance.profile.ByteSize;
import io.logstack.conformance.profile.ImageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final String LOKI = "docker.io/grafana/loki:3.4.6";
    private static final String MINIO = "docker.io/minio/minio:RELEASE.2025-04-22T22-12-26Z";
    private static final String REMEDY =
            "; bring what is missing into Docker ('docker pull', 'docker load'), name another image by"
                    + " -Dlogstack.images.loki=…, or a mirror by -Dlogstack.images.registry=…";

    private final FakeDocker fake = new FakeDocker();

    @AfterEach
    void end() {
        fake.close();
    }

    @Test
    void nothingIsMissingWhereAllIsThere() {
        fake.image(LOKI).image(MINIO);

        assertThat(missing()).isEmpty();
        assertThat(fake.asked()).noneMatch(request -> request.contains("distribution"));
    }

    @Test
    void anImageThatCanBePulledIsNotMissing() {
        fake.image(MINIO).registry(LOKI, 200, "");

        assertThat(missing()).isEmpty();
    }

    @Test
    void anImageThatIsNeitherThereNorToBeHadIsNamedWithTheRegistrysReason() {
        fake.image(MINIO).registry(LOKI, 404, "manifest unknown: manifest unknown");

        assertThat(missing())
                .containsExactly("the image " + LOKI
                        + " (images.loki): not in Docker, and not to be pulled from docker.io: manifest unknown: manifest"
                        + " unknown" + REMEDY);
    }

    @Test
    void oneReasonIsToldOnceForAllImages() {
        fake.registry(LOKI, 500, "dial tcp: lookup registry-1.docker.io: no such host")
                .registry(MINIO, 500, "dial tcp: lookup registry-1.docker.io: no such host");

        assertThat(missing())
                .containsExactly("the images " + LOKI + " (images.loki), " + MINIO
                        + " (images.minio): not in Docker, and not to be pulled from docker.io: dial tcp: lookup"
                        + " registry-1.docker.io: no such host" + REMEDY);
    }

    @Test
    void aRegistrySayingNothingIsNoPermission() {
        fake.image(MINIO).on("GET /distribution/" + LOKI + "/json", 403, "");

        assertThat(missing()).singleElement().asString().contains("not to be pulled from docker.io: HTTP 403;");
    }

    @Test
    void tooOldAnApiAndTooLittleMemoryAreToldAtOnce() {
        fake.image(LOKI).image(MINIO).engine("1.40", 512L << 20, "/nowhere");

        assertThat(missing())
                .containsExactly(
                        "Docker 28.2.2 at " + fake.tcp()
                                + " speaks its API up to 1.40, and 1.41 is needed; install Docker 20.10 or newer",
                        "Docker at " + fake.tcp()
                                + " has 512 MiB of memory, and the stack takes 1.0 GiB; give its machine"
                                + " more (Docker Desktop: Settings, Resources), or judge in the form that takes less:"
                                + " -Dlogstack.containers.cluster=none");
    }

    @Test
    void versionsOfTheApiAreNumbersAndNotTexts() {
        fake.image(LOKI).image(MINIO).engine("1.100", 16L << 30, "/nowhere");
        assertThat(missing()).isEmpty();

        fake.engine("1.9", 16L << 30, "/nowhere");
        assertThat(missing()).singleElement().asString().contains("up to 1.9,");
    }

    @Test
    void spaceIsLookedAtWhereDockerKeepsItsFilesOnThisMachine(@TempDir Path directory) throws IOException {
        fake.image(LOKI).image(MINIO).engine("1.50", 16L << 30, directory.toString());

        try (Docker docker = fake.local(directory.resolve("docker.sock"))) {
            assertThat(preflight(1L << 20, Duration.ofSeconds(20)).missing(docker))
                    .containsExactly(
                            "below Docker's " + directory
                                    + " 1 MiB are free, and the stack takes 2.0 GiB; make room, such as by 'docker system prune'");
            assertThat(preflight(8L << 30, Duration.ofSeconds(20)).missing(docker))
                    .isEmpty();
        }
    }

    @Test
    void aDockerThatDoesNotAnswerIsSoonGivenUp() {
        fake.silent();
        long start = System.nanoTime();

        List<String> missing;
        try (Docker docker = fake.docker()) {
            missing = preflight(8L << 30, Duration.ofSeconds(1)).missing(docker);
        }

        assertThat(missing)
                .contains("Docker says nothing itself within 1 s: see 'docker info' and 'docker pull'")
                .hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aProxyThatIsNoDockerIsTold() {
        fake.image(LOKI).image(MINIO).on("GET /version", 502, "<html>Bad Gateway</html>");

        assertThat(missing())
                .containsExactly("Docker at " + fake.tcp() + " answers HTTP 502 for /version: see 'docker info'");
    }

    private List<String> missing() {
        try (Docker docker = fake.docker()) {
            return preflight(8L << 30, Duration.ofSeconds(20)).missing(docker);
        }
    }

    private static Preflight preflight(long free, Duration patience) {
        Needs needs = new Needs(
                Stream.of(new String[] {"images.loki", LOKI}, new String[] {"images.minio", MINIO})
                        .map(image -> new CatalogueImage(image[0], ImageName.parse(image[1])))
                        .toList(),
                ByteSize.parse("1Gi"),
                ByteSize.parse("2Gi"));
        return new Preflight(needs, directory -> free, patience);
    }
}
