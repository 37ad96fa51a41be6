package io.logstack.conformance.profile;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container image, pinned to a version: what is judged today is what is judged tomorrow.
 *
 * @param registry host, and port where it has one, such as {@code docker.io}
 * @param repository path within the registry, such as {@code grafana/loki}
 * @param tag such as {@code 3.4.6}, or empty where there is a digest alone
 * @param digest such as {@code sha256:…}, or empty where there is a tag alone
 */
public record ImageName(String registry, String repository, String tag, String digest) {
    static final String ACCEPTED =
            "an image pinned by tag or digest, such as docker.io/grafana/loki:3.4.6 or grafana/loki@sha256:…";

    /** Docker Hub, which a name without a registry means. */
    private static final String HUB = "docker.io";

    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
    private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern VERSION = Pattern.compile(
            "(?<name>[^@]*?)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?<digest>sha256:[0-9a-f]{64}))?");

    /** Tags that are moved from version to version by custom. */
    private static final Set<String> MOVING =
            Set.of("latest", "main", "master", "edge", "nightly", "stable", "dev", "develop");

    /**
     * Reads a name as Docker does: without a registry it is one of Docker Hub's.
     *
     * @throws IllegalArgumentException when it is none or not pinned, with a clause that says why
     */
    public static ImageName parse(String text) {
        Matcher whole = VERSION.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException(
                    text.contains("@") ? "has a digest that is not sha256 and 64 digits" : "is no name of an image");
        }
        String name = whole.group("name");
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        String registry = named ? first : HUB;
        String path = named ? name.substring(slash + 1) : name;
        String repository = registry.equals(HUB) && !path.contains("/") ? "library/" + path : path;
        if (!REGISTRY.matcher(registry).matches() || !REPOSITORY.matcher(path).matches()) {
            throw new IllegalArgumentException("is no name of an image");
        }
        String tag = whole.group("tag") == null ? "" : whole.group("tag");
        String digest = whole.group("digest") == null ? "" : whole.group("digest");
        if (tag.isEmpty() && digest.isEmpty()) {
            throw new IllegalArgumentException("is not pinned: it has neither tag nor digest, which means latest");
        }
        if (digest.isEmpty() && MOVING.contains(tag)) {
            throw new IllegalArgumentException("is not pinned: the tag '" + tag + "' means another image tomorrow");
        }
        return new ImageName(registry, repository, tag, digest);
    }

    /**
     * The same image at a mirror, where it is one of Docker Hub's; any other has its registry already.
     *
     * @param mirror registry and, where the mirror is below one, a path, such as {@code mirror.lan:5000/hub}
     */
    public ImageName at(String mirror) {
        if (!registry.equals(HUB)) {
            return this;
        }
        int slash = mirror.indexOf('/');
        return slash < 0
                ? new ImageName(mirror, repository, tag, digest)
                : new ImageName(
                        mirror.substring(0, slash), mirror.substring(slash + 1) + "/" + repository, tag, digest);
    }

    /** Without tag and digest. */
    public String unversioned() {
        return registry + "/" + repository;
    }

    /** In full, as Docker takes it. */
    @Override
    public String toString() {
        return unversioned() + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
