package io.logstack.conformance.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a profile may not say of how parts are reached. */
final class AccessRules {
    private final Profile profile;
    private final Requirement require;

    /** Notes a violation unless something holds. */
    @FunctionalInterface
    interface Requirement {
        /** @param keys what the rule is about, the one to blame first */
        void that(boolean held, String violation, String... keys);
    }

    private AccessRules(Profile profile, Requirement require) {
        this.profile = profile;
        this.require = require;
    }

    static void check(Profile profile, Requirement require) {
        AccessRules rules = new AccessRules(profile, require);
        Profile.Loki loki = profile.loki();
        Profile.Gateway gateway = profile.gateway();
        Profile.Grafana grafana = profile.grafana();
        rules.part(
                "loki", "url", loki.access(), LokiComponent.of(profile).get(0).url());
        rules.part("gateway", "url", gateway.access(), gateway.url());
        rules.part("alloy", "urls", profile.alloy().access(), profile.alloy().urls());
        rules.part("canary", "urls", profile.canary().access(), profile.canary().urls());
        rules.part(
                "object-store",
                "url",
                profile.objectStore().access(),
                profile.objectStore().url());
        rules.part(
                "prometheus",
                "url",
                profile.prometheus().access(),
                profile.prometheus().url());
        rules.part("grafana", "url", grafana.access(), grafana.url());
        rules.login("loki", loki.access(), loki);
        rules.login("gateway", gateway.access(), gateway);
        rules.login("prometheus", profile.prometheus().access(), profile.prometheus());
        rules.login("grafana", grafana.access(), grafana);
        rules.tls();
        require.that(
                !proxied(profile.objectStore().access()),
                "object-store.access is service-proxy, but requests to S3 are signed in the Authorization header, which the"
                        + " API server takes for itself; accepted: port-forward, or url with an object-store.url",
                "object-store.access");
    }

    private void part(String group, String urlKey, Optional<Access> access, Optional<?> url) {
        String key = group + "." + urlKey;
        access.ifPresent(given -> {
            boolean byUrl = given == Access.URL;
            require.that(
                    byUrl || profile.tier() == Tier.LIVE,
                    group + ".access is " + given.label() + ", but tier "
                            + profile.tier().label() + " has no cluster of the operator's to go through; accepted: no "
                            + group + ".access, or tier live",
                    group + ".access",
                    "tier");
            require.that(
                    !byUrl || url.isPresent(),
                    group + ".access is url, but there is no " + key + "; accepted: port-forward, service-proxy, or url"
                            + " with a " + key,
                    group + ".access",
                    key);
            require.that(
                    byUrl || url.isEmpty(),
                    group + ".access is " + given.label() + ", but " + key + " names a URL; accepted: url, or no "
                            + key,
                    group + ".access",
                    key);
        });
    }

    private void login(String group, Optional<Access> access, Profile.Login login) {
        String given = group + (login.token().isPresent() ? ".token" : ".username");
        require.that(
                !proxied(access) || (login.username().isEmpty() && login.token().isEmpty()),
                group + ".access is service-proxy, but the API server takes the Authorization header for itself, and "
                        + given + " would never arrive; accepted: port-forward, or url with a " + group + ".url",
                group + ".access",
                given);
    }

    private void tls() {
        Profile.Tls tls = profile.tls();
        require.that(
                tls.clientCertificateFile().isPresent() == tls.clientKeyFile().isPresent(),
                "tls.client-certificate-file and tls.client-key-file go together, and only one is there; accepted: both or"
                        + " neither",
                "tls.client-certificate-file",
                "tls.client-key-file");
        file("tls.ca-file", tls.caFile());
        file("tls.client-certificate-file", tls.clientCertificateFile());
        file("tls.client-key-file", tls.clientKeyFile());
    }

    private void file(String key, Optional<String> path) {
        path.ifPresent(given -> require.that(
                Files.isRegularFile(Path.of(given)),
                key + ": there is no file '" + given + "'; accepted: the path of a PEM file",
                key));
    }

    private static boolean proxied(Optional<Access> access) {
        return access.filter(Access.SERVICE_PROXY::equals).isPresent();
    }
}
