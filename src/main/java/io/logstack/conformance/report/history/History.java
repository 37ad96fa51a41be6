package io.logstack.conformance.report.history;

import io.logstack.conformance.catalog.Reporting;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.catalog.Undertaking;
import io.logstack.conformance.report.statement.StatementFile;
import io.logstack.conformance.report.statement.UnreadableStatementException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs of one lane, kept in a directory: below it one directory for the lane, and below that one for each run, with its
 * conformance statement and what ran it. What cannot be read there is left out and told in the log, and costs no other run.
 */
public final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String STATEMENT = "conformance.json";
    private static final String BUILD = "build.json";
    /** A run that is being written, or was when its process ended. */
    private static final String UNFINISHED = ".part";

    private final Path directory;
    private final int keep;

    /**
     * @param directory that all lanes are below; made where there is none
     * @param keep how many runs of a lane are kept, at least 1
     */
    public History(Path directory, int keep) {
        this.directory = directory;
        this.keep = keep;
    }

    /** Where a profile has runs kept. */
    public static Optional<History> of(Reporting reporting) {
        return Optional.ofNullable(reporting.history())
                .map(directory -> new History(Path.of(directory), reporting.keptRuns()));
    }

    /**
     * A run that has just ended, held against those that are kept.
     *
     * @param undertaking as the run announced it, or null
     * @param refusal why it judged nothing for want of rights, or null
     * @param build what runs it; where it has no number it gets the one after the latest kept run's
     */
    public Comparison compare(
            Statement statement, @Nullable Undertaking undertaking, @Nullable String refusal, Build build) {
        StatementFile file = StatementFile.of(statement, undertaking, refusal);
        List<PastRun> kept = runs(Lane.of(file));
        long latest = kept.stream()
                .flatMap(run -> Stream.ofNullable(run.build().order()))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return Comparison.of(new PastRun(file, build.numbered(latest + 1)), kept);
    }

    /** The kept runs of a lane, the oldest first. */
    public List<PastRun> runs(Lane lane) {
        List<PastRun> runs = new ArrayList<>();
        for (Path kept : directories(lane)) {
            try {
                PastRun run = new PastRun(StatementFile.read(kept.resolve(STATEMENT)), build(kept.resolve(BUILD)));
                if (run.lane().equals(lane)) {
                    runs.add(run);
                } else {
                    LOG.warn("The kept run {} is left out: it is of another stack, {}", kept, run.lane());
                }
            } catch (UnreadableStatementException | UnreadableBuildException e) {
                LOG.warn("The kept run {} is left out: {}", kept, e.getMessage());
            }
        }
        return runs.stream().sorted(Comparator.comparing(PastRun::startedAt)).toList();
    }

    /** Keeps a run, and removes the oldest of its lane beyond the bound; the last good one stays. */
    public void keep(PastRun run) {
        Path lane = directory.resolve(run.lane().directory());
        Path kept = lane.resolve(NAME.format(run.startedAt()));
        Path unfinished = kept.resolveSibling(kept.getFileName() + UNFINISHED);
        try {
            removeIfThere(unfinished);
            Files.createDirectories(unfinished);
            Files.writeString(unfinished.resolve(STATEMENT), run.statement().json());
            Files.writeString(unfinished.resolve(BUILD), JsonMapper.shared().writeValueAsString(run.build()));
            removeIfThere(kept);
            Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
            prune(run.lane());
        } catch (IOException e) {
            throw new UncheckedIOException("the run could not be kept in " + kept, e);
        }
    }

    private void prune(Lane lane) throws IOException {
        List<Path> kept = directories(lane);
        List<String> good = runs(lane).stream()
                .filter(PastRun::good)
                .map(run -> NAME.format(run.startedAt()))
                .toList();
        String lastGood = good.isEmpty() ? "" : good.get(good.size() - 1);
        List<Path> removable =
                kept.stream().filter(path -> !name(path).equals(lastGood)).toList();
        for (Path oldest : removable.subList(0, Math.min(removable.size(), Math.max(0, kept.size() - keep)))) {
            removeIfThere(oldest);
        }
    }

    private List<Path> directories(Lane lane) {
        Path runs = directory.resolve(lane.directory());
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(runs, Files::isDirectory)) {
            List<Path> found = new ArrayList<>();
            all.forEach(found::add);
            return found.stream()
                    .filter(path -> !name(path).endsWith(UNFINISHED))
                    .sorted(Comparator.comparing(History::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the kept runs in " + runs + " cannot be listed", e);
        }
    }

    private static Build build(Path file) {
        try {
            return JsonMapper.shared().readValue(Files.readString(file), Build.class);
        } catch (IOException | JacksonException e) {
            throw new UnreadableBuildException(file + " does not say what ran it: " + e.getMessage());
        }
    }

    private static final class UnreadableBuildException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableBuildException(String message) {
            super(message, null, false, false);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static void removeIfThere(Path run) throws IOException {
        if (!Files.exists(run)) {
            return;
        }
        try (Stream<Path> all = Files.walk(run)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
