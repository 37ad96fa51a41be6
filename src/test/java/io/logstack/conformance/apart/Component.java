package io.logstack.conformance.apart;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.homelab.Endpoints;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is asked over HTTP, each by an address of its own. */
enum Component {
    LOKI("Loki", Capability.LOKI, "loki.url", "application/json", "{\"status\":\"success\",\"data\":["),
    GATEWAY("Gateway", Capability.GATEWAY, "gateway.url", "application/json", "{\"status\":\"success\","),
    ALLOY("Alloy", Capability.ALLOY, "alloy.urls", "text/plain", "alloy_build_info 1\n"),
    CANARY("Canary", Capability.CANARY, "canary.urls", "text/plain", "up 1\n"),
    OBJECT_STORE(
            "S3",
            Capability.OBJECT_STORE,
            "object-store.url",
            "application/xml",
            "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>false</IsTruncated>"),
    PROMETHEUS(
            "Prometheus",
            Capability.PROMETHEUS,
            "prometheus.url",
            "application/json",
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["),
    GRAFANA("Grafana", Capability.GRAFANA, "grafana.url", "application/json", "["),
    KUBERNETES(
            "Kubernetes",
            Capability.KUBERNETES,
            "kubernetes.kubeconfig",
            "application/json",
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[");

    /** As messages write it. */
    final String said;

    final Capability capability;
    /** The profile's key of its address. */
    final String key;

    final String contentType;
    /** How its answers begin. */
    final String beginning;

    Component(String said, Capability capability, String key, String contentType, String beginning) {
        this.said = said;
        this.capability = capability;
        this.key = key;
        this.contentType = contentType;
        this.beginning = beginning;
    }

    /**
     * Matches what is asked of it by expectations whose prerequisites hold, as {@code GET /path?query}; empty where
     * nobody waits for another expectation about it.
     */
    Optional<String> onceItIsThere() {
        return switch (this) {
            case LOKI -> Optional.of("(?!GET /(ready|services|metrics)).*");
            case GATEWAY -> Optional.of("(?!GET (/|/loki/api/v1/format_query.*|/loki/api/v1/push)$).*");
            // The question without credentials.
            case OBJECT_STORE -> Optional.of("GET /[^/]+\\?(?!.*prefix).*");
            case PROMETHEUS -> Optional.of("(?!GET /api/v1/(rules|query\\?.*query=up%7B)).*");
            default -> Optional.empty();
        };
    }

    /** Matches where a message names it; whoever asks Loki through the gateway may blame Loki. */
    Pattern named() {
        return Pattern.compile("(?i)" + (this == GATEWAY ? "gateway|loki" : this == CANARY ? "canar" : said));
    }

    /** What those require who ask it once it is there: the gateway hands on what is asked of Loki. */
    Capability askedFor() {
        return this == GATEWAY ? Capability.LOKI : capability;
    }

    /** Where it really is; of several, the first. */
    URI in(Endpoints endpoints) {
        return switch (this) {
            case LOKI -> endpoints.loki();
            case GATEWAY -> endpoints.gateway();
            case ALLOY -> endpoints.alloy().get(0);
            case CANARY -> endpoints.canary().get(0);
            case OBJECT_STORE -> endpoints.s3();
            case PROMETHEUS -> endpoints.prometheus();
            case GRAFANA -> endpoints.grafana();
            case KUBERNETES -> endpoints.kubernetes();
        };
    }

    /** What the middle of a long answer repeats, so that a reader that does not count goes on with it. */
    String filler() {
        return switch (this) {
            case ALLOY, CANARY -> "up{instance=\"a\"} 1\n";
            case OBJECT_STORE -> "<Contents><Key>index/a</Key><Size>1</Size></Contents>";
            default -> "{\"metadata\":{\"name\":\"a\"}},";
        };
    }
}
