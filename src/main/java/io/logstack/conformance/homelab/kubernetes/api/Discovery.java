package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the API server says of itself: versions, groups, kinds and health. */
final class Discovery {
    private static final Set<String> HEALTH = Set.of("healthz", "livez", "readyz");

    private final ResourceKinds kinds;

    Discovery(ResourceKinds kinds) {
        this.kinds = kinds;
    }

    /** Whether a path asks for discovery. */
    static boolean covers(List<String> path) {
        return path.isEmpty()
                || path.get(0).equals("version")
                || HEALTH.contains(path.get(0))
                || (path.get(0).equals("api") && path.size() <= 2)
                || (path.get(0).equals("apis") && path.size() <= 3);
    }

    ApiReply answer(ApiRequest request) {
        if (!request.method().equals("GET")) {
            throw ApiException.methodNotAllowed();
        }
        List<String> path = request.path();
        if (path.isEmpty()) {
            return paths();
        }
        if (HEALTH.contains(path.get(0))) {
            return ApiReply.text("ok");
        }
        if (path.get(0).equals("version")) {
            return version();
        }
        if (path.get(0).equals("api")) {
            return path.size() == 1 ? coreVersions() : resources(path.get(1));
        }
        return switch (path.size()) {
            case 1 -> groups();
            case 2 ->
                ApiReply.json(200, group(path.get(1)).put("apiVersion", "v1").put("kind", "APIGroup"));
            default -> resources(path.get(1) + "/" + path.get(2));
        };
    }

    private ApiReply paths() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode paths = root.putArray("paths").add("/api").add("/apis").add("/version");
        kinds.apiVersions().forEach(version -> paths.add((version.contains("/") ? "/apis/" : "/api/") + version));
        return ApiReply.json(200, root);
    }

    private static ApiReply version() {
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.put("major", "1")
                .put("minor", "33")
                .put("gitVersion", "v1.33.1+homelab")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2025-05-19T00:00:00Z")
                .put("goVersion", "")
                .put("compiler", "")
                .put("platform", "linux/amd64");
        return ApiReply.json(200, version);
    }

    private static ApiReply coreVersions() {
        ObjectNode versions = JsonNodeFactory.instance.objectNode();
        versions.put("kind", "APIVersions").putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return ApiReply.json(200, versions);
    }

    private ApiReply groups() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        Set<String> names = new TreeSet<>();
        kinds.all().stream()
                .map(ResourceKind::group)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        names.forEach(name -> groups.add(group(name)));
        return ApiReply.json(200, list);
    }

    private ObjectNode group(String name) {
        List<String> versions = kinds.all().stream()
                .filter(kind -> kind.group().equals(name))
                .map(ResourceKind::version)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        if (name.isEmpty() || versions.isEmpty()) {
            throw ApiException.noSuchPath();
        }
        ObjectNode group = JsonNodeFactory.instance.objectNode().put("name", name);
        ArrayNode list = group.putArray("versions");
        versions.forEach(version ->
                list.addObject().put("groupVersion", name + "/" + version).put("version", version));
        group.set("preferredVersion", list.get(0));
        return group;
    }

    private ApiReply resources(String apiVersion) {
        List<ResourceKind> served = kinds.all().stream()
                .filter(kind -> kind.apiVersion().equals(apiVersion))
                .sorted(Comparator.comparing(ResourceKind::plural))
                .toList();
        if (served.isEmpty()) {
            throw ApiException.noSuchPath();
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", apiVersion);
        ArrayNode resources = list.putArray("resources");
        for (ResourceKind kind : served) {
            ObjectNode resource = describe(resources.addObject(), kind, kind.plural());
            new TreeSet<>(kind.verbs()).forEach(resource.putArray("verbs")::add);
            kind.shortNames().forEach(resource.withArrayProperty("shortNames")::add);
            for (String subresource : new TreeSet<>(kind.subresources())) {
                ArrayNode verbs = describe(resources.addObject(), kind, kind.plural() + "/" + subresource)
                        .putArray("verbs");
                switch (subresource) {
                    case "status", "scale" -> verbs.add("get").add("patch").add("update");
                    case "log" -> verbs.add("get");
                    default -> verbs.add("create").add("get");
                }
            }
        }
        return ApiReply.json(200, list);
    }

    private static ObjectNode describe(ObjectNode resource, ResourceKind kind, String name) {
        return resource.put("name", name)
                .put("singularName", kind.kind().toLowerCase(Locale.ROOT))
                .put("namespaced", kind.namespaced())
                .put("kind", kind.kind());
    }
}
