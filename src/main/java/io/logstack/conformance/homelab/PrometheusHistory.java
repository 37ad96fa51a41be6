package io.logstack.conformance.homelab;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.homelab.prometheus.Past;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How far back Prometheus has scraped what there was before the start.
 *
 * @param end when the homelab was started
 * @param window how long Prometheus keeps samples, or how long there was something to scrape when that is shorter
 * @param quiet whether nothing was asked or written then
 */
record PrometheusHistory(Instant end, Duration window, boolean quiet) {
    /** Between two scrapes. */
    static final Duration STEP = Duration.ofSeconds(15);

    int steps() {
        return (int) window.dividedBy(STEP);
    }

    /** The past of a part that was always there. */
    Past past(Supplier<Past> lived) {
        return quiet || steps() == 0 ? Past.NONE : lived.get();
    }

    /** The past of what runs in a pod: none for a pod that came later. */
    Past past(Pod pod, Past lived) {
        Instant created = Instant.parse(pod.getMetadata().getCreationTimestamp());
        return created.isBefore(end.minus(window)) ? lived : Past.NONE;
    }
}
