package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.report.statement.JudgedExpectation;
import io.logstack.conformance.report.statement.Limit;
import io.logstack.conformance.report.statement.Measured;
import io.logstack.conformance.report.statement.StatementFile;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.Set;

/**
 * A conformance statement as metrics. An expectation has a series for each verdict there is, 1 for the one that was given
 * and 0 for the others, so that an alert on one of them ends when another one is given.
 */
final class StatementMetrics {
    /** Names of measurements come from the stack in part; a label has to be short. */
    private static final int LONGEST_LABEL = 200;

    private final StatementFile statement;
    private final GaugeSnapshot.Builder verdicts = gauge(
            "logstack_expectation_verdict",
            "Whether this is the verdict on the expectation: 1 for the one given, else 0.");
    private final GaugeSnapshot.Builder durations =
            gauge("logstack_expectation_duration_seconds", "How long it took to judge the expectation.");
    private final GaugeSnapshot.Builder measured =
            gauge("logstack_expectation_measured", "A number that was measured, in the unit that its label names.");
    private final GaugeSnapshot.Builder limits = gauge(
            "logstack_expectation_limit",
            "The number that the measured one of the same labels is held against: it has to compare so to this.");

    private StatementMetrics(StatementFile statement) {
        this.statement = statement;
    }

    static MetricSnapshots of(StatementFile statement) {
        return new StatementMetrics(statement).snapshots();
    }

    private MetricSnapshots snapshots() {
        for (JudgedExpectation expectation : statement.expectations()) {
            add(expectation);
        }
        return MetricSnapshots.builder()
                .metricSnapshot(run())
                .metricSnapshot(components())
                .metricSnapshot(one(
                        "logstack_conformance_conformant",
                        "Whether the stack conforms: something was judged, and nothing failed or broke.",
                        statement.conformant() ? 1 : 0))
                .metricSnapshot(one(
                        "logstack_conformance_started_timestamp_seconds",
                        "When the run began, in seconds since the epoch.",
                        statement.startedAt().toEpochMilli() / 1e3))
                .metricSnapshot(one("logstack_conformance_duration_seconds", "What the run took.", statement.seconds()))
                .metricSnapshot(totals())
                .metricSnapshot(verdicts.build())
                .metricSnapshot(durations.build())
                .metricSnapshot(measured.build())
                .metricSnapshot(limits.build())
                .build();
    }

    private InfoSnapshot run() {
        return InfoSnapshot.builder()
                .name("logstack_conformance_run")
                .help("The run: its ID, what it judged, and what it held that to.")
                .dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of(
                                "run", label(statement.run()),
                                "tier", label(statement.stack().tier()),
                                "simulated", String.valueOf(statement.stack().simulated()),
                                "profile", label(statement.profile().name()),
                                "profile_hash", statement.profile().hash()))
                        .build())
                .build();
    }

    private InfoSnapshot components() {
        InfoSnapshot.Builder components = InfoSnapshot.builder()
                .name("logstack_conformance_component")
                .help("Components of the stack that tell their version.");
        statement
                .stack()
                .versions()
                .forEach((component, version) -> components.dataPoint(InfoDataPointSnapshot.builder()
                        .labels(Labels.of("component", label(component), "version", label(version)))
                        .build()));
        return components.build();
    }

    private GaugeSnapshot totals() {
        GaugeSnapshot.Builder totals =
                gauge("logstack_conformance_expectations", "How many expectations were given the verdict.");
        statement
                .totals()
                .forEach((verdict, count) -> totals.dataPoint(point(Labels.of("verdict", verdict.label()), count)));
        return totals.build();
    }

    private void add(JudgedExpectation expectation) {
        Labels labels = Labels.of(
                "id", expectation.id(),
                "area", expectation.area(),
                "level", expectation.level().name());
        for (Verdict verdict : Verdict.values()) {
            verdicts.dataPoint(point(labels.add("verdict", verdict.label()), verdict == expectation.verdict() ? 1 : 0));
        }
        if (expectation.seconds() > 0 || expectation.verdict().judged()) {
            durations.dataPoint(point(labels, expectation.seconds()));
        }
        Set<String> told = new HashSet<>();
        for (Measured evidence : expectation.evidence()) {
            if (evidence.number().isPresent()) {
                add(labels, name(evidence, told), evidence);
            }
        }
    }

    private void add(Labels expectation, String name, Measured evidence) {
        Labels labels = expectation.add("measurement", name).add("unit", label(evidence.unit()));
        measured.dataPoint(point(labels, evidence.number().orElseThrow()));
        Limit.of(evidence)
                .ifPresent(
                        limit -> limits.dataPoint(point(labels.add("comparison", limit.comparison()), limit.value())));
    }

    /** The same from run to run, so that a run makes no new series; but no series twice. */
    private String name(Measured evidence, Set<String> told) {
        String subject = label(evidence.subject(statement.run()));
        String name = subject;
        for (int again = 2; !told.add(name); again++) {
            name = subject + " (" + again + ")";
        }
        return name;
    }

    private static String label(String text) {
        return Words.oneLine(text, LONGEST_LABEL);
    }

    private static GaugeSnapshot one(String name, String help, double value) {
        return gauge(name, help).dataPoint(point(Labels.EMPTY, value)).build();
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
