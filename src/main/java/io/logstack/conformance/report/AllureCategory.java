package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.report.statement.JudgedExpectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Allure puts together, as {@code reports/allure-categories.json} has it.
 *
 * @param matchedStatuses Allure's statuses that belong to it, in lower case; all when there are none
 * @param messageRegex what the whole message must match, dots also standing for ends of lines; anything when null
 */
record AllureCategory(
        String name,
        @Nullable List<String> matchedStatuses,
        @Nullable String messageRegex) {
    static List<AllureCategory> read(Path file) throws IOException {
        return JsonMapper.shared().readValue(Files.readString(file), new TypeReference<List<AllureCategory>>() {});
    }

    /** As Allure does it. */
    boolean matches(String status, String message) {
        return (matchedStatuses == null || matchedStatuses.isEmpty() || matchedStatuses.contains(status))
                && (messageRegex == null
                        || Pattern.compile(messageRegex, Pattern.DOTALL)
                                .matcher(message)
                                .matches());
    }

    /** Whether what an earlier run said belongs to it. */
    boolean matches(JudgedExpectation judged) {
        return matches(AllureResult.status(judged.verdict()).value(), message(judged));
    }

    static String message(JudgedExpectation judged) {
        return AllureResult.message(judged.verdict(), judged.area().equals(Area.DRIFT.tag()), judged.message());
    }
}
