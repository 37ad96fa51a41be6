package io.logstack.conformance.containers.manifests;

/** The catalogue of images, as far as manifests need it. */
@FunctionalInterface
public interface Images {
    /**
     * The image of a part.
     *
     * @param part such as {@code loki}
     * @return the whole reference, registry and version included
     * @throws IllegalArgumentException when the catalogue does not know the part
     */
    String image(String part);
}
