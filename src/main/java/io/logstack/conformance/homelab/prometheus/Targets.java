package io.logstack.conformance.homelab.prometheus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The targets of a Prometheus, scraped round by round. */
final class Targets {
    private final Supplier<List<Target>> discovery;
    private final TimeSeriesStore store;
    private final Duration interval;
    private final Executor executor;
    private final Map<Target, Scrape> scrapes = new LinkedHashMap<>();

    Targets(Supplier<List<Target>> discovery, TimeSeriesStore store, Duration interval, Executor executor) {
        this.discovery = discovery;
        this.store = store;
        this.interval = interval;
        this.executor = executor;
    }

    /** Scrapes every target once, at the same time, and returns when all are through. */
    void scrape() {
        CompletableFuture<?>[] running;
        synchronized (scrapes) {
            List<Target> now = discovery.get();
            scrapes.entrySet().removeIf(entry -> {
                boolean gone = !now.contains(entry.getKey());
                if (gone) {
                    entry.getValue().end();
                }
                return gone;
            });
            now.forEach(target -> scrapes.computeIfAbsent(target, t -> new Scrape(t, store, timeout())));
            running = scrapes.values().stream()
                    .map(scrape -> CompletableFuture.runAsync(scrape::run, executor))
                    .toArray(CompletableFuture<?>[]::new);
        }
        CompletableFuture.allOf(running).join();
    }

    private Duration timeout() {
        Duration least = Duration.ofSeconds(2);
        return interval.compareTo(least) > 0 ? interval : least;
    }

    ObjectNode shown() {
        ObjectNode data = Answers.JSON.createObjectNode();
        ArrayNode active = data.putArray("activeTargets");
        synchronized (scrapes) {
            scrapes.values().forEach(scrape -> active.add(shown(scrape)));
        }
        data.putArray("droppedTargets");
        return data;
    }

    private ObjectNode shown(Scrape scrape) {
        Target target = scrape.target();
        Scrape.Outcome last = scrape.last();
        ObjectNode node = Answers.JSON.createObjectNode();
        node.set(
                "discoveredLabels",
                Answers.labels(Map.of("__address__", target.metrics().getAuthority())));
        node.set("labels", Answers.labels(target.labels()));
        return node.put("scrapePool", target.pool())
                .put("scrapeUrl", target.metrics().toString())
                .put("globalUrl", target.metrics().toString())
                .put("lastError", last == null ? "" : last.error())
                .put(
                        "lastScrape",
                        last == null ? "0001-01-01T00:00:00Z" : last.at().toString())
                .put("lastScrapeDuration", last == null ? 0 : last.took().toNanos() / 1e9)
                .put("health", last == null ? "unknown" : last.up() ? "up" : "down")
                .put("scrapeInterval", interval.toMillis() + "ms")
                .put("scrapeTimeout", timeout().toMillis() + "ms");
    }
}
