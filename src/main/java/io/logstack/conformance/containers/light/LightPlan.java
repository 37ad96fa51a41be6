package io.logstack.conformance.containers.light;

import io.logstack.conformance.containers.config.ConfigurationException;
import io.logstack.conformance.containers.config.LokiConfiguration;
import io.logstack.conformance.containers.config.OneLoki;
import io.logstack.conformance.containers.config.StoreEndpoint;
import io.logstack.conformance.containers.images.ImageCatalogue;
import io.logstack.conformance.profile.ImageName;
import io.logstack.conformance.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * All that Loki and its object store are started from. Two stacks of the same plan are the same.
 *
 * @param loki Loki's image
 * @param minio the object store's image
 * @param config Loki's configuration
 * @param store where the object store is, inside
 * @param buckets that are made for Loki, the one that is judged among them
 * @param environment of Loki, the store's credentials among it
 */
public record LightPlan(
        ImageName loki,
        ImageName minio,
        LokiConfiguration.Rendered config,
        StoreEndpoint store,
        Set<String> buckets,
        SortedMap<String, String> environment) {
    /** Without the credentials: this must not reach a log. */
    @Override
    public String toString() {
        return loki + " on " + minio;
    }

    String accessKey() {
        return environment.getOrDefault(StoreEndpoint.ACCESS_KEY, "");
    }

    String secretKey() {
        return environment.getOrDefault(StoreEndpoint.SECRET_KEY, "");
    }

    /**
     * Plans.
     *
     * @param surroundings what the configuration's variables are taken from
     * @throws ConfigurationException when the operator's configuration cannot be used
     */
    public static LightPlan of(Profile profile, ImageCatalogue images, Map<String, String> surroundings) {
        OneLoki loki = OneLoki.of(profile, surroundings);
        return new LightPlan(
                images.of("images.loki"),
                images.of("images.minio"),
                loki.config(),
                StoreEndpoint.of(profile),
                loki.buckets(profile),
                loki.environment());
    }

    /** SHA-256 of it all, in hexadecimal. */
    String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            List<String> parts =
                    new ArrayList<>(List.of(loki.toString(), minio.toString(), config.text(), store.toString()));
            environment.forEach((name, value) -> parts.add(name + "=" + value));
            for (String part : parts) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
