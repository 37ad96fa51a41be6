package io.logstack.conformance.expectations.retention;

import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.profile.Durations;
import io.logstack.conformance.stack.NoAnswerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code limits_config.retention_stream} as Loki runs with it.
 *
 * @param periods of the rules that name one namespace and nothing else, by namespace; of several the one of the highest
 *     priority
 * @param others selectors of all other rules
 */
record NamespaceRules(Map<String, Duration> periods, List<String> others) {
    private static final String PATH = "limits_config.retention_stream";
    private static final Pattern ONE_NAMESPACE =
            Pattern.compile("\\{\\s*namespace\\s*=\\s*[\"`]([^\"`]+)[\"`]\\s*,?\\s*}");

    static NamespaceRules of(LokiConfig config) {
        Map<String, Duration> periods = new TreeMap<>();
        Map<String, Long> priorities = new TreeMap<>();
        List<String> others = new ArrayList<>();
        for (Object entry : config.at(PATH).stream()
                .flatMap(rules -> rules instanceof List<?> list ? list.stream() : java.util.stream.Stream.of(rules))
                .toList()) {
            if (!(entry instanceof Map<?, ?> rule)) {
                throw new NoAnswerException(config.source() + " has '" + entry + "' in " + PATH + ", which is no rule");
            }
            String selector = String.valueOf(rule.get("selector"));
            Matcher namespace = ONE_NAMESPACE.matcher(selector.strip());
            long priority = rule.get("priority") instanceof Number number ? number.longValue() : 0;
            if (!namespace.matches()) {
                others.add(selector);
            } else if (priorities.getOrDefault(namespace.group(1), Long.MIN_VALUE) < priority) {
                priorities.put(namespace.group(1), priority);
                periods.put(namespace.group(1), period(config, rule.get("period")));
            }
        }
        return new NamespaceRules(Map.copyOf(periods), List.copyOf(others));
    }

    private static Duration period(LokiConfig config, @org.jspecify.annotations.Nullable Object period) {
        try {
            return Durations.parse(String.valueOf(period));
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException(
                    config.source() + " has the period '" + period + "' in " + PATH + ", which " + e.getMessage(), e);
        }
    }
}
