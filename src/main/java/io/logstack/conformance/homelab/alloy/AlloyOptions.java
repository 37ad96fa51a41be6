package io.logstack.conformance.homelab.alloy;

import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.prometheus.Past;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What one Alloy runs with.
 *
 * @param node the node whose pods it reads
 * @param pod its own pod's name
 * @param afflicted whether the faults that concern one Alloy concern this one
 * @param port a port, or 0 for a free one
 * @param push URL that batches are sent to
 * @param batchWait how long a batch waits for more entries
 * @param minBackoff pause before the first retry; doubled from retry to retry
 * @param maxBackoff longest pause between two retries
 * @param maxRetries tries of a batch in all, before it is dropped
 * @param lag how long {@link io.logstack.conformance.homelab.Fault#INGESTION_LAG} holds entries back
 * @param past what Prometheus scraped of it before the homelab was started
 * @param stdout takes the lines of its own log
 */
public record AlloyOptions(
        String node,
        String pod,
        boolean afflicted,
        int port,
        URI push,
        Duration batchWait,
        Duration minBackoff,
        Duration maxBackoff,
        int maxRetries,
        Duration lag,
        Faults faults,
        Past past,
        Consumer<String> stdout) {}
