package io.logstack.conformance.homelab.prometheus;

import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prometheus 2's HTTP API over what it scrapes from the parts: {@code query}, {@code query_range}, {@code rules},
 * {@code alerts}, {@code targets}, {@code status/buildinfo}, {@code /-/ready}, {@code /-/healthy}.
 */
public final class EmbeddedPrometheus implements AutoCloseable {
    public static final String VERSION = "2.42.0";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPrometheus.class);

    private final PrometheusOptions options;
    private final TimeSeriesStore store = new TimeSeriesStore();
    private final QueryApi queries = new QueryApi(store, System::currentTimeMillis);
    private final Targets targets;
    private final Rules rules;
    private final HttpPart part;
    private final ScheduledFuture<?> scraping;
    private final ScheduledFuture<?> evaluating;
    private final CountDownLatch scraped = new CountDownLatch(1);

    private EmbeddedPrometheus(
            PrometheusOptions options, ExecutorService executor, ScheduledExecutorService scheduler) {
        this.options = options;
        this.targets = new Targets(options.targets(), store, options.scrapeInterval(), executor);
        this.rules = new Rules(options.rules(), store);
        this.part = HttpPart.start("Prometheus", options.port(), executor, this::handle);
        this.scraping = every(options.scrapeInterval().toMillis(), scheduler, this::scrape);
        this.evaluating = every(options.evaluationInterval().toMillis(), scheduler, this::evaluate);
    }

    /**
     * Starts, with a first scrape at once, and evaluates no rule before it: one that was evaluated is so on what there is.
     *
     * @param executor runs requests and scrapes
     * @param scheduler starts the rounds
     */
    public static EmbeddedPrometheus start(
            PrometheusOptions options, ExecutorService executor, ScheduledExecutorService scheduler) {
        return new EmbeddedPrometheus(options, executor, scheduler);
    }

    /**
     * Waits for the first scrape, after which Prometheus knows what its targets did before it started.
     *
     * @return whether it was there in time
     */
    public boolean awaitFirstScrape(Duration patience) throws InterruptedException {
        return scraped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public URI uri() {
        return part.uri();
    }

    private void scrape() {
        targets.scrape();
        scraped.countDown();
        store.forgetBefore(System.currentTimeMillis() - options.window().toMillis());
    }

    private void evaluate() {
        if (scraped.getCount() == 0) {
            rules.evaluate();
        }
    }

    private static ScheduledFuture<?> every(long milliseconds, ScheduledExecutorService scheduler, Runnable round) {
        return scheduler.scheduleWithFixedDelay(
                () -> {
                    try {
                        round.run();
                    } catch (RuntimeException e) {
                        // A round that throws would end the schedule without a word.
                        LOG.error("a round of Prometheus failed", e);
                    }
                },
                0,
                milliseconds,
                TimeUnit.MILLISECONDS);
    }

    private Reply handle(Request request) {
        return switch (request.path()) {
            case "/api/v1/query" -> queries.query(request);
            case "/api/v1/query_range" -> queries.queryRange(request);
            case "/api/v1/rules" -> Answers.success(rules.shown());
            case "/api/v1/alerts" -> Answers.success(rules.alerts());
            case "/api/v1/targets" -> Answers.success(targets.shown());
            case "/api/v1/status/buildinfo" -> Answers.success(buildInfo());
            case "/-/ready" -> Reply.text(200, "Prometheus Server is Ready.\n");
            case "/-/healthy" -> Reply.text(200, "Prometheus Server is Healthy.\n");
            default -> Reply.text(404, "404 page not found\n");
        };
    }

    private static ObjectNode buildInfo() {
        return Answers.JSON
                .createObjectNode()
                .put("version", VERSION)
                .put("revision", "simulated")
                .put("branch", "homelab")
                .put("buildUser", "")
                .put("buildDate", "")
                .put("goVersion", "");
    }

    @Override
    public void close() {
        scraping.cancel(false);
        evaluating.cancel(false);
        part.close();
    }
}
