package io.logstack.conformance.containers.manifests;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What objects mention of each other: names, keys, ports, labels. */
final class References {
    /** What runs pods, in one shape for its three kinds. */
    record Workload(HasMetadata object, Map<String, String> selector, PodTemplateSpec template, Set<String> claims) {}

    private final List<HasMetadata> objects;
    private final List<String> wrong = new ArrayList<>();

    References(List<HasMetadata> objects) {
        this.objects = objects;
    }

    List<Workload> workloads() {
        return objects.stream().flatMap(References::workload).toList();
    }

    private static Stream<Workload> workload(HasMetadata object) {
        if (object instanceof DaemonSet set) {
            return Stream.of(new Workload(
                    set,
                    set.getSpec().getSelector().getMatchLabels(),
                    set.getSpec().getTemplate(),
                    Set.of()));
        } else if (object instanceof Deployment deployment) {
            return Stream.of(new Workload(
                    deployment,
                    deployment.getSpec().getSelector().getMatchLabels(),
                    deployment.getSpec().getTemplate(),
                    Set.of()));
        } else if (object instanceof StatefulSet set) {
            Set<String> claims = new HashSet<>();
            set.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(claim -> claims.add(claim.getMetadata().getName()));
            return Stream.of(new Workload(
                    set,
                    set.getSpec().getSelector().getMatchLabels(),
                    set.getSpec().getTemplate(),
                    claims));
        }
        return Stream.of();
    }

    /** What is mentioned and not there, as sentences. */
    List<String> broken() {
        workloads().forEach(this::check);
        objects.stream()
                .filter(StatefulSet.class::isInstance)
                .map(StatefulSet.class::cast)
                .forEach(set -> require(set, Service.class, set.getSpec().getServiceName(), "serviceName"));
        objects.stream()
                .filter(Service.class::isInstance)
                .map(Service.class::cast)
                .forEach(this::check);
        return List.copyOf(wrong);
    }

    private void check(Workload workload) {
        HasMetadata object = workload.object();
        if (!labels(workload).entrySet().containsAll(workload.selector().entrySet())) {
            wrong.add(id(object) + " selects " + workload.selector() + ", its pods have " + labels(workload));
        }
        String account = workload.template().getSpec().getServiceAccountName();
        if (account != null) {
            require(object, ServiceAccount.class, account, "serviceAccountName");
        }
        Set<String> volumes = new HashSet<>(workload.claims());
        for (Volume volume : workload.template().getSpec().getVolumes()) {
            volumes.add(volume.getName());
            check(object, volume);
        }
        workload.template().getSpec().getContainers().forEach(container -> check(object, container, volumes));
    }

    private void check(HasMetadata object, Volume volume) {
        if (volume.getConfigMap() != null) {
            ConfigMap map =
                    require(object, ConfigMap.class, volume.getConfigMap().getName(), "volume");
            volume.getConfigMap().getItems().forEach(item -> key(object, map, item.getKey()));
        }
        if (volume.getProjected() != null) {
            volume.getProjected()
                    .getSources()
                    .forEach(source -> require(
                            object, ConfigMap.class, source.getConfigMap().getName(), "projected volume"));
        }
    }

    private void check(HasMetadata object, Container container, Set<String> volumes) {
        container.getVolumeMounts().stream()
                .filter(mount -> !volumes.contains(mount.getName()))
                .forEach(mount -> wrong.add(id(object) + " mounts " + mount.getName() + ", which is no volume of it"));
        container.getEnvFrom().stream()
                .filter(source -> source.getSecretRef() != null)
                .forEach(source ->
                        require(object, Secret.class, source.getSecretRef().getName(), "envFrom"));
        container.getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .forEach(reference -> {
                    Secret secret = require(object, Secret.class, reference.getName(), "env");
                    if (secret != null && !secret.getStringData().containsKey(reference.getKey())) {
                        wrong.add(id(object) + " takes " + reference.getKey() + " of " + id(secret)
                                + ", which has no such key");
                    }
                });
        if (container.getReadinessProbe() != null
                && container.getReadinessProbe().getHttpGet() != null) {
            IntOrString port = container.getReadinessProbe().getHttpGet().getPort();
            if (!listens(container, port)) {
                wrong.add(id(object) + " is probed at port " + port.getValue() + ", which it does not declare");
            }
        }
    }

    private void check(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        if (selector == null || selector.isEmpty()) {
            return;
        }
        List<Workload> selected = workloads().stream()
                .filter(workload -> sameNamespace(workload.object(), service))
                .filter(workload -> labels(workload).entrySet().containsAll(selector.entrySet()))
                .toList();
        if (selected.isEmpty()) {
            wrong.add(id(service) + " selects no pods by " + selector);
        }
        for (ServicePort port : service.getSpec().getPorts()) {
            boolean found = selected.stream()
                    .flatMap(workload -> workload.template().getSpec().getContainers().stream())
                    .anyMatch(container -> listens(container, port.getTargetPort()));
            if (!found) {
                wrong.add(id(service) + " leads to port " + port.getTargetPort().getValue()
                        + ", which none of its pods declares");
            }
        }
    }

    private static boolean listens(Container container, IntOrString port) {
        return container.getPorts().stream()
                .anyMatch(declared -> Objects.equals(port.getStrVal(), declared.getName())
                        || Objects.equals(port.getIntVal(), number(declared)));
    }

    private static Integer number(ContainerPort port) {
        return port.getContainerPort();
    }

    private void key(HasMetadata object, @Nullable ConfigMap map, String key) {
        if (map != null && !map.getData().containsKey(key)) {
            wrong.add(id(object) + " takes " + key + " of " + id(map) + ", which has no such key");
        }
    }

    private <T extends HasMetadata> @Nullable T require(HasMetadata by, Class<T> type, String name, String where) {
        return Rendered.all(
                        objects,
                        type,
                        object -> object.getMetadata().getName().equals(name) && sameNamespace(object, by))
                .stream()
                .findFirst()
                .orElseGet(() -> {
                    wrong.add(id(by) + " mentions " + type.getSimpleName() + " " + name + " in " + where
                            + ", and there is none");
                    return null;
                });
    }

    private static Map<String, String> labels(Workload workload) {
        return workload.template().getMetadata().getLabels();
    }

    private static boolean sameNamespace(HasMetadata one, HasMetadata other) {
        return Objects.equals(
                one.getMetadata().getNamespace(), other.getMetadata().getNamespace());
    }

    static String id(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
