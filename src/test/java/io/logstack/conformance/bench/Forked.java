package io.logstack.conformance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with this one's class path, and the time since it was started. */
final class Forked implements AutoCloseable {
    private static final int PATIENCE_MINUTES = 10;
    private static final double NANOS = 1e9;

    private final Process process;
    private final Path log;
    private final long start;

    /** @param options of the JVM */
    Forked(List<String> options, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        this.log = Files.createTempFile("bench", ".log");
        this.start = System.nanoTime();
        this.process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    /** Its next line, and the seconds from its start until that was there. */
    Line line() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        double seconds = seconds();
        if (line == null) {
            throw new IllegalStateException("the process ended without a word; it complained:\n" + complaints());
        }
        return new Line(line, seconds);
    }

    /**
     * Waits for its end.
     *
     * @param accepted exit codes that are no failure
     * @return the seconds that it lived
     */
    double end(List<Integer> accepted) throws IOException, InterruptedException {
        // What nobody reads would hold it up.
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the process goes on after " + PATIENCE_MINUTES + " minutes");
        }
        double seconds = seconds();
        if (!accepted.contains(process.exitValue())) {
            throw new IllegalStateException(
                    "the process ended with code " + process.exitValue() + "; it complained:\n" + complaints());
        }
        return seconds;
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    private String complaints() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A line of its output.
     *
     * @param seconds since it was started
     */
    record Line(String text, double seconds) {}
}
