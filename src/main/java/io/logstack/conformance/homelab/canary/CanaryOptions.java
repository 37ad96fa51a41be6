package io.logstack.conformance.homelab.canary;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.prometheus.Past;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What one canary runs with.
 *
 * @param pod its pod's name, a label of its stream
 * @param afflicted whether the faults that concern one canary concern this one
 * @param writes whether it writes at all; when not, it only serves its metrics
 * @param port a port, or 0 for a free one
 * @param loki base URL of Loki, which it reaches without the gateway
 * @param interval pause between two entries; 1 s in the real one
 * @param missingAfter after which an entry that has not come back is missing; 5 min in the real one
 * @param spotCheck age at which an entry is looked for a second time
 * @param past what Prometheus scraped of it before the homelab was started
 * @param stdout takes the lines of its own log
 */
public record CanaryOptions(
        String pod,
        boolean afflicted,
        boolean writes,
        int port,
        URI loki,
        Duration interval,
        Duration missingAfter,
        Duration spotCheck,
        Faults faults,
        Past past,
        Consumer<String> stdout) {}
