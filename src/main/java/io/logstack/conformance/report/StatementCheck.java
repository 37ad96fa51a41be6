package io.logstack.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        JsonNode statement = read(file, run);
        String written = statement.path("run").asString("");
        if (!written.equals(run)) {
            throw new ObjectionException("this run judged nothing: " + file + " is of run " + written + ", not of "
                    + run + "; no selected expectation came to be judged (check the tags in -Dgroups)");
        }
        if (!statement.path("judgedAnything").asBoolean(false)) {
            throw new ObjectionException("this run judged nothing: " + totals(statement) + "; stack: "
                    + statement.path("stack").path("description").asString("unknown") + " (see " + file + ")");
        }
        List<String> causes = new ArrayList<>();
        statement.path("rootCauses").forEach(cause -> causes.add(cause.asString("")));
        if (!causes.isEmpty()) {
            throw new ObjectionException(
                    "not conformant; root causes: " + String.join(", ", causes) + " (see " + file + ")");
        }
        if (!statement.path("conformant").asBoolean(false)) {
            throw new ObjectionException("not conformant (see " + file + ")");
        }
    }

    private static JsonNode read(Path file, String run) {
        if (!Files.exists(file)) {
            throw new ObjectionException("this run judged nothing: run " + run + " wrote no " + file
                    + "; no expectation was selected (check the tags in -Dgroups)");
        }
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new ObjectionException(file + " is no conformance statement: " + e.getMessage());
        }
    }

    private static String totals(JsonNode statement) {
        List<String> totals = new ArrayList<>();
        statement.path("totals").properties().forEach(total -> {
            if (total.getValue().asInt(0) > 0) {
                totals.add(total.getValue().asInt() + " " + total.getKey());
            }
        });
        return String.join(", ", totals);
    }
}
