package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.List;

/**
 * What a path below {@code /api} or {@code /apis} names.
 *
 * @param namespace empty for all namespaces, and for objects without one
 * @param name empty for the whole collection
 * @param subresource empty for the object itself; may be followed by a further path, as with {@code proxy}
 */
record ResourcePath(ResourceKind kind, String namespace, String name, String subresource) {
    private static final String NAMESPACES = "namespaces";

    /**
     * Reads a path.
     *
     * @throws ApiException 404 when nothing is served there
     */
    static ResourcePath parse(List<String> path, ResourceKinds kinds) {
        boolean core = path.get(0).equals("api");
        int versionAt = core ? 1 : 2;
        if (path.size() < versionAt + 2) {
            throw ApiException.noSuchPath();
        }
        String apiVersion = core ? path.get(1) : path.get(1) + "/" + path.get(2);
        List<String> rest = path.subList(versionAt + 1, path.size());
        String namespace = "";
        boolean inNamespace = rest.size() >= 3
                && rest.get(0).equals(NAMESPACES)
                && kinds.at(apiVersion, rest.get(2))
                        .filter(ResourceKind::namespaced)
                        .isPresent();
        if (inNamespace) {
            namespace = rest.get(1);
            rest = rest.subList(2, rest.size());
        }
        ResourceKind kind = kinds.at(apiVersion, rest.get(0)).orElseThrow(ApiException::noSuchPath);
        String name = rest.size() > 1 ? rest.get(1) : "";
        String subresource = rest.size() > 2 ? rest.get(2) : "";
        boolean unplaced = kind.namespaced() && namespace.isEmpty() && !name.isEmpty();
        boolean unknown = !subresource.isEmpty() && !kind.subresources().contains(subresource);
        boolean tooLong = rest.size() > 3 && !subresource.equals("proxy");
        if (unplaced || unknown || tooLong) {
            throw ApiException.noSuchPath();
        }
        return new ResourcePath(kind, namespace, name, subresource);
    }

    ObjectKey key() {
        return new ObjectKey(namespace, name);
    }
}
