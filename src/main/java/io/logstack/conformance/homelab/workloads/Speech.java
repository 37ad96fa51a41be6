package io.logstack.conformance.homelab.workloads;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a container words its lines. */
enum Speech {
    /** An application that logs JSON with levels. */
    JSON_APPLICATION {
        @Override
        String line(Random random, Instant at, Container container) {
            String level = level(random);
            ObjectNode line = JSON.createObjectNode()
                    .put("time", at.truncatedTo(ChronoUnit.MILLIS).toString())
                    .put("level", level)
                    .put("logger", container.app() + "." + pick(random, List.of("orders", "cart", "session", "http")))
                    .put("msg", message(random, level))
                    .put("method", pick(random, List.of("GET", "GET", "POST", "PUT")))
                    .put(
                            "path",
                            "/api/v1/" + pick(random, List.of("orders", "cart", "users", "items")) + "/"
                                    + random.nextInt(5000))
                    .put("status", level.equals("error") ? 500 : 200)
                    .put("duration_ms", 1 + random.nextInt(level.equals("warn") ? 3000 : 120))
                    .put("trace_id", String.format(Locale.ROOT, "%016x", random.nextLong()));
            return line.toString();
        }
    },
    /** A Go program of the Grafana family. */
    LOGFMT {
        @Override
        String line(Random random, Instant at, Container container) {
            String level = level(random);
            return "ts=" + at.truncatedTo(ChronoUnit.MILLIS) + " caller="
                    + pick(
                            random,
                            List.of("table_manager.go:136", "flush.go:304", "metrics.go:237", "compactor.go:520"))
                    + " level=" + level + " component=" + container.container() + " msg=\"" + message(random, level)
                    + "\" duration=" + (1 + random.nextInt(900)) + "ms";
        }
    },
    /** A Flux controller. */
    FLUX {
        @Override
        String line(Random random, Instant at, Container container) {
            String level = level(random);
            String name = pick(random, List.of("loki", "alloy", "shop", "cluster"));
            return JSON.createObjectNode()
                    .put("level", level)
                    .put("ts", at.truncatedTo(ChronoUnit.MILLIS).toString())
                    .put(
                            "msg",
                            level.equals("error")
                                    ? "Reconciler error"
                                    : "reconciliation finished in " + random.nextInt(900) + "ms, next run in 10m0s")
                    .put("controller", container.app().replace("-controller", ""))
                    .put("name", name)
                    .put("namespace", name.equals("cluster") ? "flux-system" : "monitoring")
                    .put("reconcileID", String.format(Locale.ROOT, "%016x", random.nextLong()))
                    .toString();
        }
    },
    /** Ceph's object gateway, which logs each access. */
    RGW {
        @Override
        String line(Random random, Instant at, Container container) {
            boolean put = random.nextInt(3) == 0;
            return String.format(
                    Locale.ROOT,
                    "debug %s beast: 0x7f%08x: 10.42.%d.%d - loki [%s] \"%s /loki-chunks/fake/%x/%x HTTP/1.1\" 200 %d - \"aws-sdk-go/1.55.6\" - latency=0.%03ds",
                    at.truncatedTo(ChronoUnit.MILLIS),
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextInt(3),
                    2 + random.nextInt(200),
                    ACCESS_TIME.format(ZonedDateTime.ofInstant(at, ZoneOffset.UTC)),
                    put ? "PUT" : "GET",
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextLong(),
                    200 + random.nextInt(200_000),
                    1 + random.nextInt(80));
        }
    };

    private static final Pattern INFRASTRUCTURE = Pattern.compile("grafana/|prometheus|kiwigrid/");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter ACCESS_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS Z", Locale.ROOT);
    private static final List<String> NEWS = List.of(
            "request served", "cache refreshed", "connection accepted", "job finished", "configuration unchanged");
    private static final List<String> TROUBLE =
            List.of("upstream timed out", "connection reset by peer", "payment declined", "lock wait exceeded");

    abstract String line(Random random, Instant at, Container container);

    static Speech of(Container container) {
        String image = container.image();
        if (image.contains("fluxcd/")) {
            return FLUX;
        }
        if (image.contains("ceph/")) {
            return RGW;
        }
        return INFRASTRUCTURE.matcher(image).find() ? LOGFMT : JSON_APPLICATION;
    }

    private static String level(Random random) {
        int drawn = random.nextInt(100);
        return drawn < 3 ? "error" : drawn < 10 ? "warn" : drawn < 18 ? "debug" : "info";
    }

    private static String message(Random random, String level) {
        boolean trouble = level.equals("error") || level.equals("warn");
        return pick(random, trouble ? TROUBLE : NEWS);
    }

    private static String pick(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
