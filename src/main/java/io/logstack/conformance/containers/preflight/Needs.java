package io.logstack.conformance.containers.preflight;

import io.logstack.conformance.containers.images.CatalogueImage;
import io.logstack.conformance.profile.ByteSize;
import java.util.List;

/**
 * What a stack in containers needs of Docker.
 *
 * @param images what its parts are started from
 * @param memory that its containers take together
 * @param disk that its images and containers take together
 */
public record Needs(List<CatalogueImage> images, ByteSize memory, ByteSize disk) {
    public Needs {
        images = List.copyOf(images);
    }
}
