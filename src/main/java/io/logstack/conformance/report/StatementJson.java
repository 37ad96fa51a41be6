package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Attachment;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Measurement;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.catalog.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of {@code conformance.json}. Times are ISO-8601 in UTC, durations seconds; what does not apply is null. Keys
 * are only ever added.
 */
final class StatementJson {
    private StatementJson() {}

    static Map<String, @Nullable Object> of(Statement statement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("run", statement.run());
        json.put("conformant", statement.conformant());
        json.put("judgedAnything", statement.judgedAnything());
        json.put("startedAt", statement.startedAt().toString());
        json.put("seconds", seconds(statement.took()));
        json.put("stack", stack(statement));
        json.put("profile", object("name", statement.profile(), "hash", statement.profileHash()));
        json.put("seed", statement.seed());
        Map<String, @Nullable Object> totals = new LinkedHashMap<>();
        statement.totals().forEach((verdict, count) -> totals.put(verdict.label(), count));
        json.put("totals", totals);
        json.put(
                "rootCauses",
                statement.rootCauses().stream()
                        .map(outcome -> outcome.expectation().id())
                        .toList());
        json.put(
                "expectations",
                statement.outcomes().stream().map(StatementJson::expectation).toList());
        return json;
    }

    private static Map<String, @Nullable Object> stack(Statement statement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("tier", statement.stack().tier());
        json.put("simulated", statement.stack().simulated());
        json.put("description", statement.stack().description());
        json.put("versions", statement.stack().versions());
        json.put("nodes", statement.stack().nodes());
        return json;
    }

    private static Map<String, @Nullable Object> expectation(Outcome outcome) {
        Description expectation = outcome.expectation();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", expectation.id());
        json.put("verdict", outcome.verdict().label());
        json.put("level", expectation.level().name());
        json.put("safety", expectation.safety().name());
        json.put("area", expectation.area().tag());
        json.put("statement", expectation.statement());
        json.put(
                "runbook",
                object(
                        "section", expectation.runbook().title(),
                        "anchor", expectation.runbook().anchor()));
        json.put("message", outcome.message());
        json.put("remedy", expectation.remedy());
        json.put(
                "evidence",
                outcome.measurements().stream().map(StatementJson::measurement).toList());
        json.put("startedAt", outcome.startedAt().toString());
        json.put("seconds", seconds(outcome.took()));
        json.put("prerequisites", prerequisites(expectation));
        json.put("blockedBy", outcome.blockedBy());
        json.put("neededBy", outcome.neededBy());
        json.put(
                "judgeableFrom",
                outcome.judgeableFrom() == null ? null : outcome.judgeableFrom().toString());
        json.put("exchanges", outcome.exchanges().size());
        json.put(
                "attachments",
                outcome.attachments().stream().map(Attachment::name).toList());
        return json;
    }

    private static List<String> prerequisites(Description expectation) {
        List<String> ids = new ArrayList<>();
        for (Class<?> prerequisite : expectation.prerequisites()) {
            Expectation annotation = prerequisite.getAnnotation(Expectation.class);
            ids.add(annotation == null ? prerequisite.getName() : annotation.id());
        }
        return ids;
    }

    private static Map<String, @Nullable Object> measurement(Measurement measurement) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", measurement.name());
        json.put("value", value(measurement.value()));
        json.put("unit", measurement.unit());
        json.put("threshold", measurement.threshold());
        json.put("source", measurement.source());
        json.put("at", measurement.at().toString());
        return json;
    }

    /** Numbers that JSON knows and booleans stay what they are; all else, NaN included, is text. */
    private static Object value(@Nullable Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        return value instanceof Number number && Double.isFinite(number.doubleValue()) ? number : String.valueOf(value);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static Map<String, String> object(String key, String value, String key2, String value2) {
        Map<String, String> object = new LinkedHashMap<>();
        object.put(key, value);
        object.put(key2, value2);
        return object;
    }
}
