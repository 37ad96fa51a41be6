package io.logstack.conformance.containers.manifests;

import java.util.Optional;

/** The catalogue of images, as far as manifests need it. */
@FunctionalInterface
public interface Images {
    /**
     * The image of a part.
     *
     * @param key the profile's key for it, such as {@code images.loki}
     * @return the whole reference, registry and version included, or empty where the profile names none
     */
    Optional<String> image(String key);
}
