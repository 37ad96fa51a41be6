package io.logstack.conformance.homelab.grafana;

import io.logstack.conformance.homelab.http.PartClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logging dashboards that somebody has open: their panels ask Loki again and again, as Grafana's data source does. */
public final class Dashboards implements AutoCloseable {
    /** How often they are refreshed. */
    public static final Duration REFRESH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Dashboards.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int POINTS = 100;

    private static final List<Panel> QUICK = List.of(
            new Panel("{namespace=\"app\"} |= \"error\"", Duration.ofMinutes(15)),
            new Panel("sum by (namespace) (rate({namespace!=\"\"}[1m]))", Duration.ofMinutes(15)));
    private static final List<Panel> LONG = List.of(
            new Panel("sum by (namespace) (count_over_time({namespace!=\"\"}[15m]))", Duration.ofDays(1)),
            new Panel("sum by (pod) (bytes_over_time({namespace=\"app\"}[15m]))", Duration.ofDays(1)),
            new Panel("sum(count_over_time({namespace=\"app\"} | json | level=\"error\" [15m]))", Duration.ofDays(1)),
            new Panel("sum(count_over_time({namespace=\"monitoring\"} |= \"level=error\" [15m]))", Duration.ofDays(1)));

    private final Supplier<URI> loki;
    private final Executor executor;
    private final ScheduledFuture<?> refreshing;

    private record Panel(String query, Duration range) {}

    private Dashboards(Supplier<URI> loki, Executor executor, ScheduledExecutorService scheduler) {
        this.loki = loki;
        this.executor = executor;
        long pause = REFRESH.toMillis();
        this.refreshing = scheduler.scheduleWithFixedDelay(this::refresh, pause, pause, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens them.
     *
     * @param loki the data source's URL
     * @param executor runs the queries
     * @param scheduler starts a refresh
     */
    public static Dashboards open(Supplier<URI> loki, Executor executor, ScheduledExecutorService scheduler) {
        return new Dashboards(loki, executor, scheduler);
    }

    /** Their panels over minutes. */
    public static int quickPanels() {
        return QUICK.size();
    }

    /** Their panels over a day. */
    public static int longPanels() {
        return LONG.size();
    }

    private void refresh() {
        try {
            executor.execute(() -> {
                QUICK.forEach(this::ask);
                LONG.forEach(this::ask);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the homelab is being closed, and its dashboards with it", e);
        }
    }

    private void ask(Panel panel) {
        long end = Instant.now().getEpochSecond();
        String query = URLEncoder.encode(panel.query(), StandardCharsets.UTF_8);
        try {
            PartClient.get(
                    URI.create(loki.get() + "/loki/api/v1/query_range?limit=100&start="
                            + (end - panel.range().toSeconds()) + "&end=" + end + "&step="
                            + panel.range().toSeconds() / POINTS + "&query=" + query),
                    TIMEOUT);
        } catch (IOException e) {
            LOG.debug("a panel shows no data: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        refreshing.cancel(false);
    }
}
