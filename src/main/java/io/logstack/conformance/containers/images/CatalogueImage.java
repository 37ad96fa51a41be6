package io.logstack.conformance.containers.images;

import io.logstack.conformance.profile.ImageName;

/**
 * An image that a part of the stack is started from.
 *
 * @param key the profile's key that names it, such as {@code images.loki}
 * @param image as Docker is asked for it, at the mirror where there is one
 */
public record CatalogueImage(String key, ImageName image) {}
