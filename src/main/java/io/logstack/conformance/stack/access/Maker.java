package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that made something in a cluster, written so that another process can tell for certain when it has ended: only
 * one on the same machine, since the same boot and in the same PID namespace, can.
 *
 * @param machine what tells machine, boot and PID namespace from all others
 * @param process the process's ID there
 * @param startedAt when it started, in seconds since the epoch: IDs come back
 */
record Maker(String machine, long process, long startedAt) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

    /** Start times are read with a tick's precision. */
    private static final long TOLERANCE = 2;

    private static final Optional<Maker> SELF = read();

    /** This process, or empty where the system does not tell its machine from others. */
    static Optional<Maker> self() {
        return SELF;
    }

    /** Reads what {@link #toString} wrote; empty for anything else. */
    static Optional<Maker> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Maker(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it is known to have ended; false where that cannot be told from here. */
    boolean hasEnded() {
        return self().filter(self -> self.machine.equals(machine)).isPresent()
                && ProcessHandle.of(process)
                        .flatMap(found -> found.info().startInstant())
                        .map(start -> Math.abs(start.getEpochSecond() - startedAt) > TOLERANCE)
                        .orElseGet(() -> ProcessHandle.of(process).isEmpty());
    }

    @Override
    public String toString() {
        return machine + "/" + process + "/" + startedAt;
    }

    private static Optional<Maker> read() {
        try {
            String machine = Files.readString(BOOT).strip() + "-"
                    + Files.readSymbolicLink(NAMESPACE).toString().replaceAll("[^0-9]", "");
            ProcessHandle self = ProcessHandle.current();
            return self.info()
                    .startInstant()
                    .map(Instant::getEpochSecond)
                    .map(start -> new Maker(machine, self.pid(), start));
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            // Not a Linux, or one that hides this: what a killed run left is then known by its expiry alone.
            return Optional.empty();
        }
    }
}
