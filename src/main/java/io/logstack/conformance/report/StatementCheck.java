package io.logstack.conformance.report;

import io.logstack.conformance.report.statement.StatementFile;
import io.logstack.conformance.report.statement.UnreadableStatementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads the conformance statement of a run and objects when it says anything but that the stack conforms. Whatever a build
 * tool makes of skipped, filtered or missing tests, a run that judged nothing does not get past this.
 */
public final class StatementCheck {
    private StatementCheck() {}

    /** The run cannot be taken for a conformant one; the message says why. */
    public static final class ObjectionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ObjectionException(String message) {
            // The build shows the message; where in this class it arose tells nobody anything.
            super(message, null, false, false);
        }
    }

    /**
     * For a build: throws where {@link #check} does.
     *
     * @param arguments the statement's file and the run's ID
     */
    public static void main(String... arguments) {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("usage: StatementCheck FILE RUN");
        }
        check(Path.of(arguments[0]), arguments[1]);
    }

    /**
     * Checks that the file is the statement of the given run, and that the run is conformant.
     *
     * @throws ObjectionException when the file is missing or unreadable or of another run, when nothing was judged, or when
     *     an expectation failed or broke
     */
    public static void check(Path file, String run) {
        StatementFile statement = read(file, run);
        if (!statement.run().equals(run)) {
            throw new ObjectionException("this run judged nothing: " + file + " is of run " + statement.run()
                    + ", not of " + run + "; no selected expectation came to be judged (check the tags in -Dgroups)");
        }
        if (!statement.judgedAnything()) {
            throw new ObjectionException("this run judged nothing: " + totals(statement) + "; stack: "
                    + statement.stack().description() + " (see " + file + ")");
        }
        if (!statement.rootCauses().isEmpty()) {
            throw new ObjectionException("not conformant; root causes: " + String.join(", ", statement.rootCauses())
                    + " (see " + file + ")");
        }
        if (!statement.conformant()) {
            throw new ObjectionException("not conformant (see " + file + ")");
        }
    }

    private static StatementFile read(Path file, String run) {
        if (!Files.exists(file)) {
            throw new ObjectionException("this run judged nothing: run " + run + " wrote no " + file
                    + "; no expectation was selected (check the tags in -Dgroups)");
        }
        try {
            return StatementFile.read(file);
        } catch (UnreadableStatementException e) {
            throw new ObjectionException(String.valueOf(e.getMessage()));
        }
    }

    private static String totals(StatementFile statement) {
        return statement.totals().entrySet().stream()
                .filter(total -> total.getValue() > 0)
                .map(total -> total.getValue() + " " + total.getKey())
                .collect(Collectors.joining(", "));
    }
}
