package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Faults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What Loki runs with.
 *
 * @param port a port, or 0 for a free one
 * @param executor answers requests
 * @param clock what time it is; it may be moved
 * @param s3 where chunks go, or null to keep all in memory
 * @param retention of streams that no rule of {@code streamRetention} names
 * @param retentionEnabled whether the compactor deletes what is past its retention
 * @param flushInterval how often everything in memory goes to S3
 * @param compactionInterval how often the compactor runs
 * @param readyDelay how long {@code /ready} says no after the start; 15 s in the real one
 * @param slowness how much longer queries take while {@link io.logstack.conformance.homelab.Fault#SLOW_QUERIES} is on
 */
public record LokiOptions(
        int port,
        Executor executor,
        InstantSource clock,
        @Nullable S3Access s3,
        Duration retention,
        boolean retentionEnabled,
        List<StreamRetention> streamRetention,
        Duration flushInterval,
        Duration compactionInterval,
        Duration readyDelay,
        Duration slowness,
        LokiLimits limits,
        Faults faults) {
    /** Everything as the homelab has it, in memory only, on a free port. */
    public static Builder builder(Executor executor) {
        return new Builder(executor);
    }

    /** Sets one thing after the other. */
    public static final class Builder {
        private final Executor executor;
        private int port;
        private InstantSource clock = InstantSource.system();
        private @Nullable S3Access s3;
        private Duration retention = Duration.ofDays(7);
        private boolean retentionEnabled = true;
        private List<StreamRetention> streamRetention = List.of();
        private Duration flushInterval = Duration.ofSeconds(2);
        private Duration compactionInterval = Duration.ofSeconds(2);
        private Duration readyDelay = Duration.ZERO;
        private Duration slowness = Duration.ofSeconds(3);
        private LokiLimits limits = LokiLimits.DEFAULT;
        private Faults faults = new Faults();

        private Builder(Executor executor) {
            this.executor = executor;
        }

        public Builder port(int value) {
            port = value;
            return this;
        }

        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        public Builder s3(@Nullable S3Access value) {
            s3 = value;
            return this;
        }

        public Builder retention(Duration period, boolean enabled) {
            retention = period;
            retentionEnabled = enabled;
            return this;
        }

        public Builder streamRetention(List<StreamRetention> rules) {
            streamRetention = List.copyOf(rules);
            return this;
        }

        public Builder flushInterval(Duration value) {
            flushInterval = value;
            return this;
        }

        public Builder compactionInterval(Duration value) {
            compactionInterval = value;
            return this;
        }

        public Builder readyDelay(Duration value) {
            readyDelay = value;
            return this;
        }

        public Builder slowness(Duration value) {
            slowness = value;
            return this;
        }

        public Builder limits(LokiLimits value) {
            limits = value;
            return this;
        }

        public Builder faults(Faults value) {
            faults = value;
            return this;
        }

        public LokiOptions build() {
            return new LokiOptions(
                    port,
                    executor,
                    clock,
                    s3,
                    retention,
                    retentionEnabled,
                    streamRetention,
                    flushInterval,
                    compactionInterval,
                    readyDelay,
                    slowness,
                    limits,
                    faults);
        }
    }
}
