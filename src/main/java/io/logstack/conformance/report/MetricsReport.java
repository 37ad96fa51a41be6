package io.logstack.conformance.report;

import io.logstack.conformance.catalog.RunListener;
import io.logstack.conformance.catalog.Statement;
import io.logstack.conformance.report.statement.StatementFile;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Writes the conformance statement in Prometheus' text format, whole or not at all: for the textfile collector of a node
 * exporter, or for a Pushgateway.
 */
public final class MetricsReport implements RunListener {
    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private final Path file;

    /** For a build: to {@code reports/conformance.prom}. */
    public MetricsReport() {
        this(Reports.fromSystemProperties().metrics());
    }

    public MetricsReport(Path file) {
        this.file = file;
    }

    @Override
    public void runFinished(Statement statement) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            WRITER.write(page, StatementMetrics.of(StatementFile.of(statement, null, null)));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        WholeFile.write(file, page.toByteArray());
    }
}
