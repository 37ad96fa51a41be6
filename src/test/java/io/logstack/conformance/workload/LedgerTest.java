package io.logstack.conformance.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.workload.Deviation.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {
    private static final long SEED = 20261122;
    private static final int ROUNDS = 300;

    static List<Spoiling> spoilings() {
        return Spoiling.ALL;
    }

    @ParameterizedTest
    @MethodSource("spoilings")
    void namesEachDeviationAndNoOther(Spoiling spoiling) {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            SyntheticLogs logs = Logs.of(seed, 60 + random.nextInt(200), 2 + random.nextInt(3));
            boolean forward = random.nextBoolean();
            ReadBack readBack = new ReadBack(logs, random, forward);
            Spoiling.Spoilt spoilt = spoiling.spoil().apply(readBack, random);

            Account account = audit(logs, readBack.streams(), forward);

            assertThat(counts(account))
                    .as("seed %d, forward %s: %s", seed, forward, account)
                    .containsExactly(Map.entry(spoiling.kind(), spoilt.count()));
            Deviation first = account.first(spoiling.kind()).orElseThrow();
            assertThat(first.stream()).as("seed %d: %s", seed, first).isEqualTo(spoilt.stream());
            if (!spoiling.name().equals("SWAP_ENTRIES")) {
                assertThat(first.timestamp()).as("seed %d: %s", seed, first).isEqualTo(spoilt.timestamp());
            }
            assertThat(account.exact()).isFalse();
            assertThat(account.complete()).isEqualTo(spoiling.kind() != Kind.LOST);
        }
    }

    @Test
    void tellsTwoDeviationsOfDifferentLinesApart() {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Random random = new Random(seed);
            SyntheticLogs upper = Logs.of(seed, 400, 4);
            Spoiling one = Spoiling.ALL.get(random.nextInt(Spoiling.ALL.size()));
            Spoiling other = Spoiling.ALL.get(random.nextInt(Spoiling.ALL.size()));
            ReadBack readBack = new ReadBack(upper, random, true);
            Spoiling.Spoilt first = one.spoil().apply(readBack, random);
            Spoiling.Spoilt second = other.spoil().apply(readBack, random);
            if (Math.abs(first.timestamp() - second.timestamp()) < 20_000) {
                continue; // They may have hit the same line, or its neighbour.
            }

            Account account = audit(upper, readBack.streams(), true);

            Map<Kind, Integer> expected = new EnumMap<>(Kind.class);
            expected.merge(one.kind(), first.count(), Integer::sum);
            expected.merge(other.kind(), second.count(), Integer::sum);
            assertThat(counts(account))
                    .as("seed %d, %s and %s: %s", seed, one, other, account)
                    .isEqualTo(expected);
        }
    }

    @Test
    void isExactForAFaultlessReadBack() {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            SyntheticLogs logs = Logs.of(SEED + round, 1 + random.nextInt(300), 1);
            boolean forward = random.nextBoolean();
            Account account = audit(logs, new ReadBack(logs, random, forward).streams(), forward);
            assertThat(account.exact()).as("seed %d: %s", SEED + round, account).isTrue();
            assertThat(account.read()).isEqualTo(logs.lines());
        }
    }

    @Test
    void owesOnlyWhatWasAcknowledged() {
        SyntheticLogs logs = Logs.of(SEED, 200, 4);
        Ledger ledger = new Ledger(logs);
        List<SyntheticLogs.Batch> batches = logs.batches().toList();
        ledger.acknowledged(batches.get(0));

        assertThat(ledger.owed()).isEqualTo(batches.get(0).lines());
        assertThat(ledger.account(batches.get(0).streams()).exact()).isTrue();
        Account withUnacknowledged = ledger.account(new ReadBack(logs, new Random(SEED), true).streams());
        assertThat(withUnacknowledged.exact()).as(withUnacknowledged.toString()).isTrue();
        assertThat(ledger.account(List.of()).count(Kind.LOST))
                .isEqualTo(batches.get(0).lines());
    }

    @Test
    void namesTheFirstLostLineWithItsText() {
        SyntheticLogs logs = Logs.of(SEED, 200, 4);
        Ledger ledger = acknowledged(logs);

        Account account = ledger.account(List.of());

        assertThat(account.complete()).isFalse();
        assertThat(account.first(Kind.LOST))
                .hasValueSatisfying(lost -> assertThat(lost.toString())
                        .startsWith("LOST: line 0 of stream 0 (timestamp "
                                + logs.entry(0, 0).timestamp()
                                + ") was acknowledged and is not there; expected: ‹ingest-04/s0/n0; "));
        assertThat(account.toString()).startsWith("of 200 owed lines, with 0 entries read back:\n200 LOST: line 0");
    }

    @Test
    void showsWhereALineBeginsToDiffer() {
        SyntheticLogs logs = Logs.of(SEED, 40, 1);
        LogEntry longest = logs.entry(0, 39);
        assertThat(longest.line()).hasSize(Logs.LONGEST);
        String cut = longest.line().substring(0, 1000);
        List<LogStream> readBack = List.of(new LogStream(
                logs.labels(0),
                logs.batches()
                        .flatMap(batch -> batch.streams().stream())
                        .flatMap(stream -> stream.entries().stream())
                        .map(entry -> entry.equals(longest) ? new LogEntry(entry.timestamp(), cut) : entry)
                        .toList()));

        Deviation truncated =
                acknowledged(logs).account(readBack).first(Kind.TRUNCATED).orElseThrow();

        assertThat(truncated.number()).isEqualTo(39);
        assertThat(truncated.expected()).endsWith("(4096 characters)");
        assertThat(truncated.found()).endsWith(cut.substring(970) + "› (1000 characters)");
    }

    @Test
    void tellsLateFromLost() {
        SyntheticLogs logs = Logs.of(SEED, 200, 4);
        Ledger ledger = acknowledged(logs);
        Random random = new Random(SEED);
        ReadBack whole = new ReadBack(logs, random, true);
        ReadBack early = new ReadBack(logs, new Random(SEED), true);
        ReadBack.Position late = early.position(new Random(1), 1);
        LogEntry entry = late.entries().remove(late.index());
        ReadBack.Position never = early.position(new Random(2), 1);
        LogEntry gone = never.entries().remove(never.index());
        List<LogStream> later = whole.streams().stream()
                .map(stream -> new LogStream(
                        stream.labels(),
                        stream.entries().stream()
                                .filter(e -> !e.line().equals(gone.line()))
                                .toList()))
                .toList();

        Account due = ledger.account(early.streams());
        Account account = ledger.account(later).after(due);

        assertThat(due.count(Kind.LOST)).isEqualTo(2);
        assertThat(counts(account)).containsOnly(Map.entry(Kind.LATE, 1), Map.entry(Kind.LOST, 1));
        assertThat(account.first(Kind.LATE).orElseThrow().timestamp()).isEqualTo(entry.timestamp());
        assertThat(account.first(Kind.LOST).orElseThrow().timestamp()).isEqualTo(gone.timestamp());
    }

    @Test
    void takesEntriesOfOtherStreamsForForeign() {
        SyntheticLogs logs = Logs.of(SEED, 40, 2);
        SyntheticLogs others = Logs.of(SEED, "query-09", 4, 1);

        Account account =
                acknowledged(logs).account(List.of(new LogStream(Map.of("app", "x"), List.of(others.entry(0, 3)))));

        assertThat(counts(account)).containsOnly(Map.entry(Kind.LOST, 40), Map.entry(Kind.FOREIGN, 1));
        assertThat(account.first(Kind.FOREIGN).orElseThrow().toString())
                .contains("an entry")
                .contains("query-09");
    }

    private static Account audit(SyntheticLogs logs, List<LogStream> readBack, boolean forward) {
        Audit audit = acknowledged(logs).audit(forward);
        audit.page(readBack);
        return audit.account();
    }

    private static Ledger acknowledged(SyntheticLogs logs) {
        Ledger ledger = new Ledger(logs);
        logs.batches().forEach(ledger::acknowledged);
        return ledger;
    }

    private static Map<Kind, Integer> counts(Account account) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        account.firsts().forEach(first -> counts.put(first.kind(), account.count(first.kind())));
        return counts;
    }
}
