package io.logstack.conformance.expectations.ingestion;

import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Creation;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Ingestion;
import io.logstack.conformance.catalog.Probe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.workload.Account;
import io.logstack.conformance.workload.Deviation;
import io.logstack.conformance.workload.Ledger;
import io.logstack.conformance.workload.SyntheticLogs;
import io.logstack.conformance.workload.Workload;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@Ingestion
@Probe
@Expectation(
        id = "INGEST-04",
        level = MUST,
        runbook = RunbookSection.LOG_INGESTION_STATUS,
        requires = LOKI,
        creates = Creation.SYNTHETIC_LINES,
        prerequisites = {LokiReadyIT.class, GatewayRoutesIT.class},
        statement =
                "Numbered lines pushed through the gateway come back exactly once, in order, unaltered, from memory and "
                        + "again after a flush where that can be seen",
        remedy = "Read Loki's log at the time of the first offending line, and loki_discarded_samples_total by reason")
public class EveryLineComesBackIT {
    @Test
    void exactlyOnceInOrderUnaltered(Loki loki, Profile profile, Workload workload, Evidence evidence) {
        SyntheticLogs logs = workload.logs("every-line", Instant.now());
        Ledger ledger = new Ledger(logs);
        Flush flush = new Flush(loki, profile, logs.streams());
        List<Answer> refused = logs.batches()
                .map(batch -> {
                    Answer answer = loki.push(batch.streams());
                    if (answer.status() == 204) {
                        ledger.acknowledged(batch);
                    }
                    return answer;
                })
                .filter(answer -> answer.status() != 204)
                .toList();
        evidence.measured("lines pushed", logs.lines(), "lines", null, loki.address());
        evidence.measured("streams", logs.streams(), "streams", null, logs.selector());
        evidence.measured("lines acknowledged", ledger.owed(), "lines", "= " + logs.lines(), loki.address());

        Readback readback = new Readback(loki, profile, logs, ledger);
        Map<String, Account> accounts = new LinkedHashMap<>();
        accounts.put("after the push, oldest first", readback.whenDue());
        accounts.put("after the push, newest first", readback.now(false));
        String seen = flush.request();
        evidence.measured("flush", seen, "", null, loki.address());
        if (flush.seen()) {
            accounts.put("after the flush, oldest first", readback.now(true));
        }

        accounts.forEach((when, account) -> {
            evidence.measured(
                    "entries read back " + when, account.read(), "entries", "= " + logs.lines(), logs.selector());
            evidence.measured("deviations " + when, deviations(account), "lines", "none", logs.selector());
            if (!account.exact()) {
                evidence.attach("Deviations " + when, "text/plain", account.toString());
            }
        });
        SoftAssertions.assertSoftly(softly -> {
            softly.check(() -> assertThat(new Finding(
                            refused.isEmpty() && ledger.owed() == logs.lines(),
                            "every push acknowledged with 204",
                            ledger.owed() + " of " + logs.lines() + " lines acknowledged"
                                    + refused.stream()
                                            .findFirst()
                                            .map(answer -> ", first refusal " + answer.status() + " "
                                                    + answer.body().strip())
                                            .orElse(""),
                            loki.address()))
                    .orElse(getClass())
                    .holds());
            accounts.forEach((when, account) -> softly.check(() -> assertThat(new Finding(
                            account.exact() && account.owed() > 0,
                            "every line once, in order, unaltered, " + when,
                            account.toString(),
                            loki.address() + " by " + logs.selector()))
                    .orElse(getClass())
                    .holds()));
        });
    }

    private static String deviations(Account account) {
        String found = Arrays.stream(Deviation.Kind.values())
                .filter(kind -> account.count(kind) > 0)
                .map(kind -> account.count(kind) + " " + kind)
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }
}
