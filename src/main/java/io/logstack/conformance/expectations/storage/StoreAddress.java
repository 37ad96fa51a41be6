package io.logstack.conformance.expectations.storage;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Tier;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Host and port of an S3 endpoint, however it is written.
 *
 * @param port 80 or 443 by the scheme where none is written
 */
record StoreAddress(String host, int port) {
    /** Reads {@code host}, {@code host:port} or a URL; empty for what names no host. */
    static Optional<StoreAddress> of(String endpoint) {
        try {
            URI uri = URI.create(endpoint.contains("://") ? endpoint : "http://" + endpoint);
            if (uri.getHost() == null) {
                return Optional.empty();
            }
            int otherwise = "https".equals(uri.getScheme()) ? 443 : 80;
            return Optional.of(new StoreAddress(
                    uri.getHost().toLowerCase(Locale.ROOT), uri.getPort() < 0 ? otherwise : uri.getPort()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Where the profile's object store may be reached: its Service under the names that Kubernetes gives it, its URL, and
     * where the suite itself reaches it.
     *
     * @param reached address of the store as the suite reaches it, if it does
     */
    static Set<StoreAddress> expected(Profile profile, Optional<String> reached) {
        Set<StoreAddress> expected = new LinkedHashSet<>();
        String service =
                profile.objectStore().service() + "." + profile.namespaces().storage();
        for (String domain : new String[] {"", ".svc", ".svc.cluster.local"}) {
            expected.add(
                    new StoreAddress(service + domain, profile.objectStore().port()));
        }
        if (profile.tier() == Tier.ENDPOINTS) {
            // Containers of one network know each other by plain names, and are known by others from outside.
            expected.add(new StoreAddress(
                    profile.objectStore().service(), profile.objectStore().port()));
        }
        profile.objectStore().url().flatMap(url -> of(url.toString())).ifPresent(expected::add);
        reached.flatMap(StoreAddress::of).ifPresent(expected::add);
        return expected;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
