package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the line at hand: those of its stream, its structured metadata, and what stages extract, rename and drop.
 * What is extracted hides metadata, and both hide the stream's. Reused from line to line of one stream.
 */
final class LineLabels {
    static final String ERROR = "__error__";
    static final String ERROR_DETAILS = "__error_details__";
    static final String PRESERVE_ERROR = "__preserve_error__";
    static final String EXTRACTED = "_extracted";

    private final Labels stream;
    private final ParserHints hints;
    private final Map<String, String> added = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final List<String> extracted = new ArrayList<>();
    /** Results of lines that no stage has changed, by their metadata. */
    private final IdentityHashMap<Labels, Labels> unchanged = new IdentityHashMap<>();

    private Labels metadata = Labels.NONE;
    private boolean changed;
    private String error = "";
    private String errorDetails = "";

    LineLabels(Labels stream, ParserHints hints) {
        this.stream = stream;
        this.hints = hints;
    }

    /** Turns to the next line. */
    void reset(Labels nextMetadata) {
        metadata = nextMetadata;
        added.clear();
        deleted.clear();
        extracted.clear();
        error = "";
        errorDetails = "";
        if (!metadata.isEmpty()) {
            metadata.forEach(this::addMetadata);
        }
        changed = false;
    }

    private void addMetadata(String name, String value) {
        String free = stream.has(name) ? name + EXTRACTED : name;
        switch (free) {
            case ERROR -> error = value;
            case ERROR_DETAILS -> errorDetails = value;
            default -> {
                added.put(free, value);
                extracted.add(free);
            }
        }
    }

    ParserHints hints() {
        return hints;
    }

    /** Names set on this line so far. */
    List<String> extracted() {
        return extracted;
    }

    boolean inStream(String name) {
        return stream.has(name);
    }

    @Nullable
    String get(String name) {
        String value = added.get(name);
        if (value != null) {
            return value;
        }
        return deleted.contains(name) ? null : stream.get(name);
    }

    /** The value that a comparison sees: empty for none, and the error for {@code __error__}. */
    String value(String name) {
        if (name.equals(ERROR)) {
            return error;
        }
        String value = get(name);
        return value == null ? "" : value;
    }

    void set(String name, String value) {
        changed = true;
        if (added.put(name, value) == null) {
            extracted.add(name);
        }
    }

    void delete(String name) {
        changed = true;
        added.remove(name);
        deleted.add(name);
    }

    String error() {
        return error;
    }

    String errorDetails() {
        return errorDetails;
    }

    void setError(String kind, String details) {
        changed = true;
        error = kind;
        errorDetails = details;
    }

    /** An error of a parser, which a query may have asked to keep. */
    void setParserError(String kind, String details) {
        setError(kind, details);
        if (hints.preserveError()) {
            set(PRESERVE_ERROR, "true");
        }
    }

    void clearError() {
        changed = true;
        error = "";
    }

    void clearErrorDetails() {
        changed = true;
        errorDetails = "";
    }

    /** All of them. */
    Labels all() {
        return changed ? merge() : unchanged.computeIfAbsent(metadata, m -> merge());
    }

    private Labels merge() {
        Map<String, String> all = stream.toMap();
        all.keySet().removeAll(deleted);
        all.putAll(added);
        if (!error.isEmpty()) {
            all.put(ERROR, error);
        }
        if (!errorDetails.isEmpty()) {
            all.put(ERROR_DETAILS, errorDetails);
        }
        return Labels.of(all);
    }

    /** What a grouping leaves of them; everything where there is an error, so that it does not get lost. */
    Labels grouped(Grouping grouping) {
        if (!error.isEmpty()) {
            return all();
        }
        if (grouping.isNothing()) {
            return Labels.NONE;
        }
        if (grouping.isEverything()) {
            return all();
        }
        if (grouping.without()) {
            return all().without(grouping.names());
        }
        Map<String, String> kept = new HashMap<>();
        for (String name : grouping.names()) {
            String value = deleted.contains(name) ? null : get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return Labels.of(kept);
    }
}
