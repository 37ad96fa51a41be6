package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.history.PastRun;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.qameta.allure.model.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Earlier runs as Allure 2 expects them in {@code history} of the results: what the report of the run before would have left
 * there. They are written anew from the kept statements, because a report in a single file leaves none, and so that a report
 * shows the runs of its own stack and profile alone.
 */
final class AllureHistory {
    /** Allure shows no more. */
    private static final int SHOWN = 20;

    private final Path directory;

    /** @param results Allure's results; what is in their history is replaced */
    AllureHistory(Path results) {
        this.directory = results.resolve("history");
    }

    /** @param runs the oldest first */
    void write(List<PastRun> runs, List<AllureCategory> categories) throws IOException {
        List<PastRun> newestFirst = new ArrayList<>(runs);
        Collections.reverse(newestFirst);
        List<PastRun> shown = newestFirst.subList(0, Math.min(SHOWN, newestFirst.size()));
        Files.createDirectories(directory);
        write("history.json", items(shown));
        write(
                "history-trend.json",
                trend(shown, run -> statistic(run.statement().expectations())));
        write(
                "duration-trend.json",
                trend(
                        shown,
                        run -> Map.of("duration", milliseconds(run.statement().seconds()))));
        write("retry-trend.json", trend(shown, run -> {
            Map<String, Long> data = new LinkedHashMap<>();
            data.put("run", (long) run.statement().expectations().size());
            data.put("retry", 0L);
            return data;
        }));
        write("categories-trend.json", trend(shown, run -> counts(run, categories)));
    }

    private void write(String file, Object content) {
        WholeFile.write(directory.resolve(file), JsonMapper.shared().writeValueAsString(content));
    }

    /** By history ID, which is the expectation's. */
    private static Map<String, Object> items(List<PastRun> runs) {
        Map<String, List<JudgedExpectation>> byId = new LinkedHashMap<>();
        for (PastRun run : runs) {
            run.statement()
                    .expectations()
                    .forEach(judged -> byId.computeIfAbsent(judged.id(), id -> new ArrayList<>())
                            .add(judged));
        }
        Map<String, Object> history = new LinkedHashMap<>();
        byId.forEach((id, all) -> history.put(
                id,
                Map.of(
                        "statistic",
                        statistic(all),
                        "items",
                        all.stream().map(AllureHistory::item).toList())));
        return history;
    }

    private static Map<String, @Nullable Object> item(JudgedExpectation judged) {
        long start = judged.startedAt().toEpochMilli();
        long took = milliseconds(judged.seconds());
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("uid", UUID.randomUUID().toString().replace("-", ""));
        item.put("status", AllureResult.status(judged.verdict()).value());
        item.put("statusDetails", judged.verdict() == Verdict.PASS ? null : AllureCategory.message(judged));
        item.put("time", Map.of("start", start, "stop", start + took, "duration", took));
        return item;
    }

    private static List<Map<String, @Nullable Object>> trend(
            List<PastRun> runs, Function<PastRun, Map<String, Long>> data) {
        return runs.stream()
                .map(run -> {
                    Map<String, @Nullable Object> point = new LinkedHashMap<>();
                    point.put("buildOrder", run.build().order());
                    point.put(
                            "reportName",
                            AllureExecutor.reportName(
                                    run.statement().judgedAnything(),
                                    String.join(", ", run.statement().rootCauses())));
                    point.put("data", data.apply(run));
                    return point;
                })
                .toList();
    }

    private static Map<String, Long> statistic(List<JudgedExpectation> all) {
        Map<String, Long> statistic = new LinkedHashMap<>();
        for (Status status : List.of(Status.FAILED, Status.BROKEN, Status.SKIPPED, Status.PASSED)) {
            statistic.put(
                    status.value(),
                    all.stream()
                            .filter(judged -> AllureResult.status(judged.verdict()) == status)
                            .count());
        }
        statistic.put("unknown", 0L);
        statistic.put("total", (long) all.size());
        return statistic;
    }

    private static Map<String, Long> counts(PastRun run, List<AllureCategory> categories) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (AllureCategory category : categories) {
            long count = run.statement().expectations().stream()
                    .filter(judged -> judged.verdict() != Verdict.PASS)
                    .filter(category::matches)
                    .count();
            if (count > 0) {
                counts.put(category.name(), count);
            }
        }
        return counts;
    }

    private static long milliseconds(double seconds) {
        return Math.round(seconds * 1e3);
    }
}
