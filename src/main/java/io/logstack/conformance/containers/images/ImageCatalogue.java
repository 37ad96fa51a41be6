package io.logstack.conformance.containers.images;

import io.logstack.conformance.profile.ClusterKind;
import io.logstack.conformance.profile.ImageName;
import io.logstack.conformance.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of a profile. */
public final class ImageCatalogue {
    private final Profile profile;
    private final boolean ryuk;

    /** For this process: without Ryuk's image where its environment tells Testcontainers to do without. */
    public ImageCatalogue(Profile profile) {
        this(profile, System.getenv());
    }

    ImageCatalogue(Profile profile, Map<String, String> environment) {
        this.profile = profile;
        this.ryuk = !RyukImage.unused(environment);
    }

    /** Those that the profile's form of the stack is started from, in the order in which they are needed. */
    public List<CatalogueImage> needed() {
        Profile.Images images = profile.images();
        List<CatalogueImage> needed = new ArrayList<>();
        if (ryuk) {
            add(needed, "images.ryuk", images.ryuk());
        }
        add(needed, "images.minio", images.minio());
        if (profile.containers().cluster() == ClusterKind.K3S) {
            add(needed, "images.k3s", images.k3s());
        }
        add(needed, "images.loki", images.loki());
        if (profile.containers().cluster() == ClusterKind.K3S) {
            add(needed, "images.alloy", images.alloy());
            add(needed, "images.gateway", images.gateway());
            add(needed, "images.canary", images.canary());
            add(needed, "images.prometheus", images.prometheus());
            add(needed, "images.grafana", images.grafana());
            add(
                    needed,
                    "workload.probe-image",
                    Optional.of(ImageName.parse(profile.workload().probeImage())));
        }
        return List.copyOf(needed);
    }

    /**
     * The image of a key.
     *
     * @throws IllegalArgumentException when the profile's form of the stack needs none of that key
     */
    public ImageName of(String key) {
        return needed().stream()
                .filter(image -> image.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no image of the key " + key + " is needed"))
                .image();
    }

    private void add(List<CatalogueImage> into, String key, Optional<ImageName> image) {
        image.map(name -> profile.images().registry().map(name::at).orElse(name))
                .ifPresent(name -> into.add(new CatalogueImage(key, name)));
    }
}
