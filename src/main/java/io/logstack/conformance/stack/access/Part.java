package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Access;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one part of the stack is, as the profile says it: by URL, or by the Service that leads to it.
 *
 * @param name as messages write it
 * @param key the profile key that names its URL
 * @param url its URL
 * @param access how it is reached where the profile says so
 * @param namespace of its Service
 */
record Part(
        String name,
        String key,
        Optional<URI> url,
        Optional<Access> access,
        String namespace,
        String service,
        int port,
        Map<String, String> headers) {
    /** One for each component of the profile's deployment mode. */
    static List<Part> lokis(Profile profile) {
        Profile.Loki loki = profile.loki();
        Map<String, String> headers = login(loki);
        loki.tenant().ifPresent(tenant -> headers.put("X-Scope-OrgID", tenant));
        return LokiComponent.of(profile).stream()
                .map(component -> new Part(
                        component.name(),
                        component.key() + ".url",
                        component.url(),
                        loki.access(),
                        profile.namespaces().monitoring(),
                        component.service(),
                        loki.port(),
                        headers))
                .toList();
    }

    static Part gateway(Profile profile) {
        Profile.Gateway gateway = profile.gateway();
        Map<String, String> headers = login(gateway);
        profile.loki().tenant().ifPresent(tenant -> headers.put("X-Scope-OrgID", tenant));
        return new Part(
                "Gateway",
                "gateway.url",
                gateway.url(),
                gateway.access(),
                profile.namespaces().monitoring(),
                gateway.service(),
                gateway.port(),
                headers);
    }

    static Part objectStore(Profile profile) {
        Profile.ObjectStore store = profile.objectStore();
        return new Part(
                "S3",
                "object-store.url",
                store.url(),
                store.access(),
                profile.namespaces().storage(),
                store.service(),
                store.port(),
                Map.of());
    }

    static Part prometheus(Profile profile) {
        Profile.Prometheus prometheus = profile.prometheus();
        return new Part(
                "Prometheus",
                "prometheus.url",
                prometheus.url(),
                prometheus.access(),
                profile.namespaces().monitoring(),
                prometheus.service(),
                prometheus.port(),
                login(prometheus));
    }

    static Part grafana(Profile profile) {
        Profile.Grafana grafana = profile.grafana();
        return new Part(
                "Grafana",
                "grafana.url",
                grafana.url(),
                grafana.access(),
                profile.namespaces().monitoring(),
                grafana.service(),
                grafana.port(),
                login(grafana));
    }

    private static Map<String, String> login(Profile.Login login) {
        Map<String, String> headers = new LinkedHashMap<>();
        login.username().ifPresent(name -> {
            String both = name + ":" + login.password().map(Secret::value).orElse("");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        });
        login.token().ifPresent(token -> headers.put("Authorization", "Bearer " + token.value()));
        return headers;
    }
}
