package io.logstack.conformance.expectations.retention;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Retention;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.traffic.OperatorTraffic;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.Loki;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator's volume by day, from the index: a log query would count streams among its first entries instead. */
@Retention
@Observe
@Expectation(
        id = "RETAIN-06",
        level = INFO,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = LOKI,
        prerequisites = EntriesKeptIT.class,
        statement = "The seven-day volume trend is available",
        remedy = "Set limits_config.volume_enabled: true in the HelmRelease's values")
public class VolumeTrendAvailableIT {
    private static final String PATH = "/loki/api/v1/index/volume_range";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void theVolumeOfEachDayIsTold(Loki loki, Profile profile, Evidence evidence) {
        Instant now = Instant.now();
        OperatorTraffic traffic = new OperatorTraffic(loki, profile);
        // Where nobody logs, that the endpoint answers can be seen all the same.
        OperatorTraffic.Streams streams = traffic.newest(now.minus(WEEK), now)
                .map(OperatorTraffic.Newest::foundBy)
                .orElse(traffic.namespaced());
        String selector = streams.selector();
        Answer answer = loki.ask(
                PATH,
                Map.of(
                        "query", selector,
                        "start", Long.toString(LogQuery.nanos(now.minus(WEEK))),
                        "end", Long.toString(LogQuery.nanos(now)),
                        "step", Long.toString(DAY.toSeconds()),
                        "targetLabels", streams.label()));
        evidence.measured(
                "answer to " + PATH, answer.status(), "", "= 200", answer.uri().toString());
        assertThat(answer).orElse(getClass()).isLokisSuccess();
        judge(VolumeTrend.of(answer), now, loki.address() + " by " + selector, evidence);
    }

    void judge(VolumeTrend trend, Instant now, String source, Evidence evidence) {
        evidence.measured("days with logs", trend.bytes().size(), "days", ">= 7", source);
        evidence.measured("volume of seven days", trend.total(), "bytes", null, source);
        evidence.attach("Log volume by day", "text/csv", trend.csv());
        if (!trend.bytes().isEmpty()) {
            evidence.chart(new Chart.Bars("Log volume by day", "bytes", trend.byDay(), null));
        }
        if (trend.bytes().isEmpty()) {
            throw new InconclusiveException(
                    "The volume endpoint answers, but nobody logged in seven days; it can be judged once somebody does.",
                    null);
        }
        Instant oldest = trend.bytes().firstKey();
        // Steps are named by their beginning or by their end.
        if (oldest.isAfter(now.minus(WEEK).plus(DAY.multipliedBy(2)))) {
            throw new InconclusiveException(
                    "The volume is told since " + oldest + ", which is no week yet.", oldest.plus(WEEK));
        }
        assertThat(new Finding(
                        trend.total() > 0,
                        "a volume of seven days",
                        trend.bytes().toString(),
                        source))
                .orElse(getClass())
                .holds();
    }
}
