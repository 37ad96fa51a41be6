package io.logstack.conformance.live;

import io.logstack.conformance.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** The command line's {@code run} in a process of its own, to be killed or interrupted. */
final class ForkedRun implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;
    private final Path output;
    private final Path statement;

    /**
     * @param directory for its output and its reports
     * @param properties the profile's, by full name
     */
    ForkedRun(Path directory, Map<String, String> properties, String groups) throws IOException {
        this(directory, properties, groups, Map.of());
    }

    /** @param environment beside this process' own */
    ForkedRun(Path directory, Map<String, String> properties, String groups, Map<String, String> environment)
            throws IOException {
        Path own = Files.createTempDirectory(directory, "run-");
        this.output = own.resolve("output.txt");
        this.statement = own.resolve("conformance.json");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dconformance.reports=" + own,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--profile",
                LiveHomelab.PROFILE.toString(),
                "--groups",
                groups));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        this.process = builder.start();
    }

    /** Waits until it has told so many verdicts, or has ended by itself. */
    void awaitVerdicts(int count) {
        Awaitility.await(count + " verdicts of the forked run")
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(START)
                .until(() -> verdicts() >= count || !process.isAlive());
    }

    private long verdicts() {
        return output().lines()
                .filter(line -> line.matches("\\[ *(\\d+/ *\\d+|\\+) *] .*"))
                .count();
    }

    /** Kills it as nothing can be caught. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills it after a while, unless it has ended by then. */
    void endOrKill(Duration after) throws InterruptedException {
        if (!process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** What Ctrl-C sends; where this process was started so that it is ignored, and with it the forked one, SIGTERM. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", ignoresInterrupts() ? "-TERM" : "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static boolean ignoresInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** How long it takes to end, from now. */
    Duration end(Duration atMost) throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("the forked run goes on after " + atMost + "; it said:\n" + output());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path statement() {
        return statement;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
