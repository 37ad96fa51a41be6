package io.logstack.conformance.containers.preflight;

import io.logstack.conformance.containers.docker.Docker;
import io.logstack.conformance.containers.docker.DockerSearch;
import io.logstack.conformance.containers.docker.NoDockerException;
import io.logstack.conformance.containers.images.CatalogueImage;
import io.logstack.conformance.profile.ImageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Looks, before anything is started, for all that a stack in containers needs: Docker, of a version that will do, with
 * memory and disk enough, and every image in it or at its registry. All that is missing is told at once, and soon.
 */
public final class Preflight {
    /** Docker 20.10 of 2020: what k3s asks of containers is not in older APIs. */
    private static final String LEAST_API = "1.41";

    private static final Duration SEARCH = Duration.ofSeconds(4);
    private static final Duration IN_ALL = Duration.ofSeconds(8);

    private final Needs needs;
    private final FreeSpace freeSpace;
    private final Duration patience;

    /** How many bytes can still be written below a directory. */
    @FunctionalInterface
    interface FreeSpace {
        long below(Path directory) throws IOException;
    }

    public Preflight(Needs needs) {
        this(needs, directory -> Files.getFileStore(directory).getUsableSpace(), IN_ALL);
    }

    Preflight(Needs needs, FreeSpace freeSpace, Duration patience) {
        this.needs = needs;
        this.freeSpace = freeSpace;
        this.patience = patience;
    }

    /** What is missing of the Docker that Testcontainers will use, each with what to do; empty when nothing is. */
    public List<String> missing() {
        long start = System.nanoTime();
        try (Docker docker = new DockerSearch().find(SEARCH)) {
            return missing(docker, patience.minusNanos(System.nanoTime() - start));
        } catch (NoDockerException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The same of a given Docker. */
    List<String> missing(Docker docker) {
        return missing(docker, patience);
    }

    private List<String> missing(Docker docker, Duration within) {
        ExecutorService asking = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "preflight");
            thread.setDaemon(true);
            return thread;
        });
        long end = System.nanoTime() + within.toNanos();
        try {
            CompletableFuture<List<String>> engine = CompletableFuture.supplyAsync(() -> engine(docker), asking);
            Map<CatalogueImage, CompletableFuture<Optional<String>>> images = new LinkedHashMap<>();
            needs.images()
                    .forEach(image -> images.put(
                            image, CompletableFuture.supplyAsync(() -> refusal(docker, image.image()), asking)));
            Set<String> missing = new LinkedHashSet<>();
            missing.addAll(answer(engine, end, "itself", missing::add).orElse(List.of()));
            Map<String, List<CatalogueImage>> without = new LinkedHashMap<>();
            images.forEach((image, question) -> answer(
                            question, end, "about its images and their registries", missing::add)
                    .flatMap(refusal -> refusal)
                    .ifPresent(why -> without.computeIfAbsent(why, other -> new ArrayList<>())
                            .add(image)));
            without.forEach((why, all) -> missing.add(shown(all) + why
                    + "; bring what is missing into Docker ('docker pull', 'docker load'), name another image by"
                    + " -Dlogstack." + all.get(0).key() + "=…, or a mirror by -Dlogstack.images.registry=…"));
            return List.copyOf(missing);
        } finally {
            asking.shutdownNow();
        }
    }

    /** @param silence told why there is no answer */
    private <T> Optional<T> answer(CompletableFuture<T> question, long end, String asked, Consumer<String> silence) {
        try {
            return Optional.of(question.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            silence.accept("Docker says nothing " + asked + " within " + patience.toSeconds()
                    + " s: see 'docker info' and 'docker pull'");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UncheckedIOException unanswered)) {
                throw new IllegalStateException("what Docker was asked " + asked + " broke", e.getCause());
            }
            silence.accept(unanswered.getMessage() + ": see 'docker info'");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            silence.accept("interrupted while Docker was asked " + asked);
        }
        return Optional.empty();
    }

    private List<String> engine(Docker docker) {
        Docker.Engine engine = docker.engine();
        List<String> missing = new ArrayList<>();
        if (older(engine.api(), LEAST_API)) {
            missing.add("Docker " + engine.version() + " at " + docker.host() + " speaks its API up to " + engine.api()
                    + ", and " + LEAST_API + " is needed; install Docker 20.10 or newer");
        }
        if (engine.memory() < needs.memory().bytes()) {
            missing.add(
                    "Docker at " + docker.host() + " has " + shown(engine.memory()) + " of memory, and the stack takes "
                            + shown(needs.memory().bytes())
                            + "; give its machine more (Docker Desktop: Settings, Resources), or judge in the form that takes less:"
                            + " -Dlogstack.containers.cluster=none");
        }
        disk(docker, engine).ifPresent(missing::add);
        return missing;
    }

    /** Docker tells no free space: it is looked at where its directory is on this machine. */
    private Optional<String> disk(Docker docker, Docker.Engine engine) {
        Path root = Path.of(engine.root());
        if (!docker.local() || engine.root().isEmpty() || !Files.isDirectory(root)) {
            return Optional.empty();
        }
        long free;
        try {
            free = freeSpace.below(root);
        } catch (IOException e) {
            return Optional.of("how much space is left below Docker's " + root + " cannot be told: " + e
                    + "; see 'df -h " + root + "'");
        }
        return free >= needs.disk().bytes()
                ? Optional.empty()
                : Optional.of("below Docker's " + root + " " + shown(free) + " are free, and the stack takes "
                        + shown(needs.disk().bytes()) + "; make room, such as by 'docker system prune'");
    }

    /** Why Docker neither has an image nor would get it, or empty when it has or would. */
    private static Optional<String> refusal(Docker docker, ImageName image) {
        return docker.has(image)
                ? Optional.empty()
                : docker.refusal(image)
                        .map(why -> "not in Docker, and not to be pulled from " + image.registry() + ": " + why);
    }

    private static String shown(List<CatalogueImage> images) {
        return images.stream()
                .map(needed -> needed.image() + " (" + needed.key() + ")")
                .collect(Collectors.joining(", ", images.size() == 1 ? "the image " : "the images ", ": "));
    }

    private static String shown(long bytes) {
        return bytes >= 1 << 30 ? ((bytes * 10) >> 30) / 10.0 + " GiB" : (bytes >> 20) + " MiB";
    }

    /** Whether a version of the form 1.41 comes before another. */
    private static boolean older(String version, String than) {
        String[] own = version.split("\\.", 2);
        String[] other = than.split("\\.", 2);
        int major = Integer.compare(number(own[0]), number(other[0]));
        return major != 0 ? major < 0 : number(own.length < 2 ? "0" : own[1]) < number(other[1]);
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
    }
}
