package io.logstack.conformance.profile;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One of the workloads that Loki is made of: all of it, or its write path, its read path and its backend.
 *
 * @param name as messages write it
 * @param key the profile's section, which is also the component's own among the chart's values but for a single binary
 * @param values the component's section among the chart's values
 * @param kind StatefulSet or Deployment
 * @param workload name of that
 * @param service name of the Service that leads to its pods
 * @param selector label selector of its pods
 * @param pods how many of them there are at least
 * @param url where it is reached, where the profile says so
 */
public record LokiComponent(
        String name,
        String key,
        String values,
        Kind kind,
        String workload,
        String service,
        String selector,
        PodCount pods,
        Optional<URI> url) {
    /** What controls its pods. */
    public enum Kind {
        STATEFUL_SET("StatefulSet"),
        DEPLOYMENT("Deployment");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As Kubernetes writes it. */
        public String label() {
            return label;
        }
    }

    /** Kind, namespace and name of its workload, for messages. */
    public String controller(Profile profile) {
        return kind.label() + " " + profile.namespaces().monitoring() + "/" + workload;
    }

    /** Those of the profile's deployment mode: one, or write, read and backend. */
    public static List<LokiComponent> of(Profile profile) {
        return switch (profile.loki().deploymentMode()) {
            case SINGLE_BINARY -> List.of(all(profile.loki()));
            case SIMPLE_SCALABLE -> List.of(write(profile.write()), read(profile.read()), backend(profile.backend()));
        };
    }

    private static LokiComponent all(Profile.Loki loki) {
        return new LokiComponent(
                "Loki",
                "loki",
                "singleBinary",
                Kind.STATEFUL_SET,
                loki.statefulSet(),
                loki.service(),
                loki.selector(),
                loki.pods(),
                loki.url());
    }

    private static LokiComponent write(Profile.Write write) {
        return new LokiComponent(
                "Loki write",
                "write",
                "write",
                Kind.STATEFUL_SET,
                write.statefulSet(),
                write.service(),
                write.selector(),
                write.pods(),
                write.url());
    }

    private static LokiComponent read(Profile.Read read) {
        return new LokiComponent(
                "Loki read",
                "read",
                "read",
                Kind.DEPLOYMENT,
                read.deployment(),
                read.service(),
                read.selector(),
                read.pods(),
                read.url());
    }

    private static LokiComponent backend(Profile.Backend backend) {
        return new LokiComponent(
                "Loki backend",
                "backend",
                "backend",
                Kind.STATEFUL_SET,
                backend.statefulSet(),
                backend.service(),
                backend.selector(),
                backend.pods(),
                backend.url());
    }
}
