package io.logstack.conformance.containers.k3s;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what runs something runs all of it, as its controller says. */
final class Workloads {
    private Workloads() {}

    /** Whether an object is one that runs something. */
    static boolean runs(HasMetadata object) {
        return object instanceof DaemonSet || object instanceof Deployment || object instanceof StatefulSet;
    }

    /** What an object still lacks, as a clause after its name, or empty when it is ready. */
    static Optional<String> lack(HasMetadata object) {
        if (object instanceof DaemonSet set) {
            DaemonSetStatus status = set.getStatus();
            return status == null
                    ? Optional.of("has no status yet")
                    : lack(
                            set,
                            status.getObservedGeneration(),
                            number(status.getDesiredNumberScheduled()),
                            number(status.getUpdatedNumberScheduled()),
                            number(status.getNumberReady()));
        } else if (object instanceof Deployment deployment) {
            DeploymentStatus status = deployment.getStatus();
            return status == null
                    ? Optional.of("has no status yet")
                    : lack(
                            deployment,
                            status.getObservedGeneration(),
                            number(deployment.getSpec().getReplicas()),
                            number(status.getUpdatedReplicas()),
                            number(status.getReadyReplicas()));
        } else if (object instanceof StatefulSet set) {
            StatefulSetStatus status = set.getStatus();
            return status == null
                    ? Optional.of("has no status yet")
                    : lack(
                            set,
                            status.getObservedGeneration(),
                            number(set.getSpec().getReplicas()),
                            number(status.getUpdatedReplicas()),
                            number(status.getReadyReplicas()));
        }
        throw new IllegalArgumentException(object.getKind() + " runs nothing");
    }

    /** A DaemonSet that wants no pods has found no node yet: nothing that is applied here is for no nodes. */
    private static Optional<String> lack(
            HasMetadata object, @Nullable Long observed, int wanted, int updated, int ready) {
        if (!Objects.equals(observed, object.getMetadata().getGeneration())) {
            return Optional.of("was not seen by its controller yet");
        }
        if (wanted == 0) {
            return Optional.of("wants no pods yet");
        }
        return updated >= wanted && ready >= wanted
                ? Optional.empty()
                : Optional.of("has " + ready + " of " + wanted + " pods ready");
    }

    private static int number(@Nullable Integer given) {
        return given == null ? 0 : given;
    }
}
