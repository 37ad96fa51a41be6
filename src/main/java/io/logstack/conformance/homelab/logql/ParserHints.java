package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which labels a metric query needs of a parser. It matters to answers, not only to speed: a line that is read no further than
 * needed has no error in what was not read.
 *
 * @param none whether no label is needed, so that parsers do nothing
 * @param required labels that are needed, or empty for all
 * @param filters filters on one label each, by its name: a line that fails one is not read further
 */
record ParserHints(boolean none, Set<String> required, Map<String, Stage> filters) {
    static final ParserHints ALL = new ParserHints(false, Set.of(), Map.of());

    /**
     * Hints for a metric query.
     *
     * @param grouping what series are grouped by
     * @param read labels that stages and the unwrap read
     */
    static ParserHints of(Grouping grouping, Collection<String> read, Map<String, Stage> filters) {
        Set<String> required = new LinkedHashSet<>();
        List<String> names = new ArrayList<>(read);
        if (!grouping.without()) {
            names.addAll(grouping.names());
        }
        for (String name : names) {
            required.add(name);
            if (name.endsWith(LineLabels.EXTRACTED)) {
                required.add(name.substring(0, name.length() - LineLabels.EXTRACTED.length()));
            }
        }
        if (grouping.isNothing()) {
            return required.isEmpty()
                    ? new ParserHints(true, Set.of(), Map.of())
                    : new ParserHints(false, required, filters);
        }
        return grouping.without()
                ? new ParserHints(false, Set.of(), filters)
                : new ParserHints(false, required, filters);
    }

    boolean preserveError() {
        return required.contains(LineLabels.ERROR);
    }

    boolean allExtracted(LineLabels labels) {
        return !required.isEmpty()
                && labels.extracted().size() >= required.size()
                && labels.extracted().containsAll(required);
    }

    boolean nothingToExtract(LineLabels labels) {
        return none || allExtracted(labels);
    }

    boolean wants(String name, LineLabels labels) {
        return !labels.extracted().contains(name) && (required.isEmpty() || required.contains(name));
    }

    boolean wantsPrefix(String prefix) {
        return required.isEmpty() || required.stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Whether a line is still of interest after this label was set. */
    boolean goOn(String name, LineLabels labels) {
        Stage filter = filters.get(name);
        return filter == null || filter.process("", labels);
    }
}
