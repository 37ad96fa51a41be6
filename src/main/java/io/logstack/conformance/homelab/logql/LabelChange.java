package io.logstack.conformance.homelab.logql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stages that rename and drop labels. */
sealed interface LabelChange extends Stage {
    /**
     * {@code | label_format new=old}.
     *
     * @param renames old names by new ones, in order
     */
    record Rename(Map<String, String> renames) implements LabelChange {
        @Override
        public boolean process(String line, LineLabels labels) {
            renames.forEach((to, from) -> {
                String value = labels.get(from);
                if (value != null) {
                    labels.set(to, value);
                    labels.delete(from);
                }
            });
            return true;
        }

        @Override
        public Set<String> reads() {
            return new LinkedHashSet<>(renames.values());
        }

        @Override
        public String toString() {
            return "| label_format "
                    + renames.entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .collect(Collectors.joining(","));
        }
    }

    /** A label by its name, or only when its value matches. */
    record Named(String name, @Nullable Matcher matcher) {
        @Override
        public String toString() {
            return matcher == null ? name : matcher.toString();
        }
    }

    /** {@code | drop a, b="x"}. */
    record Drop(List<Named> names) implements LabelChange {
        @Override
        public boolean process(String line, LineLabels labels) {
            for (Named named : names) {
                Matcher matcher = named.matcher();
                switch (named.name()) {
                    case LineLabels.ERROR -> {
                        if (matcher == null || matcher.matches(labels.error())) {
                            labels.clearError();
                        }
                    }
                    case LineLabels.ERROR_DETAILS -> {
                        if (matcher == null || matcher.matches(labels.errorDetails())) {
                            labels.clearErrorDetails();
                        }
                    }
                    default -> {
                        if (matcher == null
                                ? labels.get(named.name()) != null
                                : matcher.matches(labels.value(named.name()))) {
                            labels.delete(named.name());
                        }
                    }
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "| drop " + names.stream().map(Named::toString).collect(Collectors.joining(","));
        }
    }

    /** {@code | keep a, b="x"}. */
    record Keep(List<Named> names) implements LabelChange {
        private static final Set<String> ALWAYS =
                Set.of(LineLabels.ERROR, LineLabels.ERROR_DETAILS, LineLabels.PRESERVE_ERROR);

        @Override
        public boolean process(String line, LineLabels labels) {
            labels.all().forEach((name, value) -> {
                if (!ALWAYS.contains(name) && names.stream().noneMatch(named -> keeps(named, name, value))) {
                    labels.delete(name);
                }
            });
            return true;
        }

        private static boolean keeps(Named named, String name, String value) {
            Matcher matcher = named.matcher();
            return named.name().equals(name) && (matcher == null || matcher.matches(value));
        }

        @Override
        public String toString() {
            return "| keep " + names.stream().map(Named::toString).collect(Collectors.joining(","));
        }
    }
}
