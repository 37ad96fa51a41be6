package io.logstack.conformance.homelab.loki.store;

import io.logstack.conformance.homelab.logql.Labels;
import java.time.Duration;

/** How long entries are kept. It may change while Loki runs. */
public interface Retention {
    boolean isEnabled();

    Duration of(Labels stream);
}
