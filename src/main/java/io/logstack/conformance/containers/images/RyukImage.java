package io.logstack.conformance.containers.images;

import io.logstack.conformance.profile.ImageName;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Has Testcontainers start its Ryuk from the catalogue's image, so that a mirror serves it too. Registered as a service,
 * which is the one way to tell it; all other images have their names from the catalogue already.
 */
public final class RyukImage extends ImageNameSubstitutor {
    private static final String RYUK = "testcontainers/ryuk";

    private static volatile @Nullable ImageName image;

    /** Whether Testcontainers is told to do without: where containers may not have Docker's socket, it cannot run. */
    public static boolean unused(Map<String, String> environment) {
        return Boolean.parseBoolean(environment.get("TESTCONTAINERS_RYUK_DISABLED"));
    }

    /** From now on. */
    public static void use(ImageName ryuk) {
        image = ryuk;
    }

    @Override
    public DockerImageName apply(DockerImageName original) {
        ImageName ours = image;
        return ours != null && original.getUnversionedPart().equals(RYUK)
                ? DockerImageName.parse(ours.toString()).asCompatibleSubstituteFor(original)
                : original;
    }

    @Override
    protected String getDescription() {
        return "the profile's images.ryuk";
    }
}
