package io.logstack.conformance.homelab.http;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A {@code /metrics} page in the Prometheus text format. */
public final class MetricsPage {
    private static final PrometheusTextFormatWriter WRITER = PrometheusTextFormatWriter.create();

    private MetricsPage() {}

    public static Reply of(PrometheusRegistry registry) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            WRITER.write(page, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return new Reply(200, PrometheusTextFormatWriter.CONTENT_TYPE, page.toByteArray(), Map.of());
    }
}
