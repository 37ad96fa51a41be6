package io.logstack.conformance.homelab.logql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code | regexp "…(?P<name>…)…"}: a label per named group; a line that does not match stays as it is. */
final class RegexpStage implements Stage {
    private final Pattern pattern;
    /** Groups in order of their index. */
    private final List<Map.Entry<String, Integer>> groups;

    private final Map<String, Optional<String>> keys = new HashMap<>();

    private RegexpStage(Pattern pattern) {
        this.pattern = pattern;
        this.groups = pattern.namedGroups().entrySet().stream()
                .sorted(Comparator.comparingInt(Map.Entry::getValue))
                .toList();
    }

    /** @throws QueryException when it is no regular expression or names no group */
    static RegexpStage of(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw refused(expression, String.valueOf(e.getMessage()));
        }
        if (pattern.namedGroups().isEmpty()) {
            throw refused(expression, "at least one named capture must be supplied");
        }
        return new RegexpStage(pattern);
    }

    private static QueryException refused(String expression, String why) {
        return QueryException.parse("stage '| regexp " + Strings.quote(expression) + "' : " + why);
    }

    @Override
    public Stage fresh() {
        return new RegexpStage(pattern);
    }

    @Override
    public boolean process(String line, LineLabels labels) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return true;
        }
        for (Map.Entry<String, Integer> group : groups) {
            Optional<String> name = keys.computeIfAbsent(group.getKey(), key -> {
                String free = labels.inStream(key) ? key + LineLabels.EXTRACTED : key;
                return labels.hints().wants(free, labels) ? Optional.of(free) : Optional.empty();
            });
            if (name.isPresent()) {
                String value = matcher.group(group.getValue());
                labels.set(name.get(), value == null ? "" : value);
                if (!labels.hints().goOn(name.get(), labels)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "| regexp " + Strings.quote(pattern.pattern());
    }
}
