package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Alloy;
import io.logstack.conformance.stack.Canary;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.Grafana;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Outage;
import io.logstack.conformance.stack.Prometheus;
import io.logstack.conformance.stack.Stack;
import io.logstack.conformance.workload.Workload;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an expectation's method can ask for, by parameter type. */
record Injection(Stack stack, Profile profile, Evidence evidence, Workload workload) {
    private record Injectable(Function<Injection, Object> value, Optional<Capability> capability) {}

    private static final Map<Class<?>, Injectable> KNOWN = Map.ofEntries(
            free(Stack.class, Injection::stack),
            free(Profile.class, Injection::profile),
            free(Evidence.class, Injection::evidence),
            free(Workload.class, Injection::workload),
            part(Cluster.class, Stack::cluster, Capability.KUBERNETES),
            part(Loki.class, Stack::loki, Capability.LOKI),
            part(Gateway.class, Stack::gateway, Capability.GATEWAY),
            part(Alloy.class, Stack::alloy, Capability.ALLOY),
            part(Canary.class, Stack::canary, Capability.CANARY),
            part(ObjectStore.class, Stack::objectStore, Capability.OBJECT_STORE),
            part(Prometheus.class, Stack::prometheus, Capability.PROMETHEUS),
            part(Grafana.class, Stack::grafana, Capability.GRAFANA),
            part(Outage.class, Stack::outage, Capability.OUTAGE));

    static boolean knows(Class<?> type) {
        return KNOWN.containsKey(type);
    }

    /** The capability that a parameter of this type relies on. */
    static Optional<Capability> capability(Class<?> type) {
        return Optional.ofNullable(KNOWN.get(type)).flatMap(Injectable::capability);
    }

    static String names() {
        return KNOWN.keySet().stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
    }

    Object[] arguments(Class<?>[] types) {
        return Arrays.stream(types).map(this::argument).toArray();
    }

    private Object argument(Class<?> type) {
        Injectable injectable = KNOWN.get(type);
        if (injectable == null) {
            throw new IllegalArgumentException(type.getName() + " cannot be injected");
        }
        return injectable.value().apply(this);
    }

    private static Map.Entry<Class<?>, Injectable> free(Class<?> type, Function<Injection, Object> value) {
        return Map.entry(type, new Injectable(value, Optional.empty()));
    }

    private static Map.Entry<Class<?>, Injectable> part(
            Class<?> type, Function<Stack, Object> part, Capability capability) {
        return Map.entry(type, new Injectable(injection -> part.apply(injection.stack()), Optional.of(capability)));
    }
}
