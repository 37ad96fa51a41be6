package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.controller.PodLine;
import io.logstack.conformance.homelab.kubernetes.controller.PodLogs;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Finds who answers a request that is answered at once, after asking whether it is allowed. */
final class Api {
    private static final Set<String> TUNNELS = Set.of("proxy", "exec", "attach");

    private final VersionedObjects objects;
    private final PodLogs logs;
    private final Authorizer authorizer;
    private final Discovery discovery;
    private final Resources resources;
    private final Deletion deletion;
    private final Scale scale;
    private final AccessReview accessReview;

    Api(VersionedObjects objects, PodLogs logs, Authorizer authorizer) {
        this.objects = objects;
        this.logs = logs;
        this.authorizer = authorizer;
        this.discovery = new Discovery(objects.kinds());
        this.resources = new Resources(objects);
        this.deletion = new Deletion(objects);
        this.scale = new Scale(objects);
        this.accessReview = new AccessReview(authorizer);
    }

    /** The answer; a refusal is a {@code Status}. */
    ApiReply answer(ApiRequest request) {
        try {
            if (Discovery.covers(request.path())) {
                return discovery.answer(request);
            }
            return answer(request, authorized(request));
        } catch (ApiException e) {
            return refusal(e);
        }
    }

    static ApiReply refusal(ApiException refusal) {
        return ApiReply.json(refusal.code(), refusal.status());
    }

    /**
     * What a request is about.
     *
     * @throws ApiException 404 when nothing is served there, 403 when it is not allowed
     */
    ResourcePath authorized(ApiRequest request) {
        if (!Set.of("api", "apis").contains(request.path().get(0))) {
            throw ApiException.noSuchPath();
        }
        ResourcePath path = ResourcePath.parse(request.path(), objects.kinds());
        String verb = verb(request, path);
        if (!AccessReview.covers(path)) {
            Authorizer.Attributes attributes = new Authorizer.Attributes(
                    verb, path.kind().group(), path.kind().plural(), path.subresource(), path.namespace(), path.name());
            if (!authorizer.allows(attributes)) {
                throw forbidden(path, verb);
            }
        }
        if (path.subresource().isEmpty() && !path.kind().verbs().contains(verb)) {
            throw ApiException.methodNotAllowed();
        }
        return path;
    }

    /** The pod and the part of its log that a request asks for. */
    LogRequest logRequest(ApiRequest request, ResourcePath path) {
        ObjectNode pod = objects.get(path.kind(), path.key());
        LogRequest wanted = LogRequest.of(request, pod, objects.now());
        wanted.checkStarted(pod);
        return wanted;
    }

    private ApiReply answer(ApiRequest request, ResourcePath path) {
        if (AccessReview.covers(path)) {
            return accessReview.answer(request, path);
        }
        if (path.subresource().equals("portforward")) {
            throw ApiException.badRequest("Upgrade request required");
        }
        if (TUNNELS.contains(path.subresource())) {
            throw new ApiException(
                    501,
                    "NotImplemented",
                    "the homelab's API server does not offer " + path.kind().plural() + "/" + path.subresource());
        }
        if (path.subresource().equals("log")) {
            return log(request, path);
        }
        if (path.subresource().equals("scale")) {
            return scale.answer(request, path);
        }
        boolean collection = path.name().isEmpty();
        return switch (request.method()) {
            case "GET" -> collection ? resources.list(request, path) : resources.get(path);
            case "POST" -> resources.create(request, path);
            case "PUT" -> resources.update(request, path);
            case "PATCH" -> resources.patch(request, path);
            case "DELETE" -> collection ? deletion.deleteCollection(request, path) : deletion.delete(request, path);
            default -> throw ApiException.methodNotAllowed();
        };
    }

    private ApiReply log(ApiRequest request, ResourcePath path) {
        if (!request.method().equals("GET")) {
            throw ApiException.methodNotAllowed();
        }
        LogRequest wanted = logRequest(request, path);
        Optional<List<PodLine>> lines =
                logs.read(wanted.namespace(), wanted.pod(), wanted.container(), wanted.previous());
        if (wanted.previous() && lines.isEmpty()) {
            throw wanted.noPrevious();
        }
        return ApiReply.text(wanted.text(lines.orElse(List.of())));
    }

    private static String verb(ApiRequest request, ResourcePath path) {
        boolean collection = path.name().isEmpty();
        String verb = switch (request.method()) {
            case "GET" -> request.flag("watch") && path.subresource().isEmpty() ? "watch" : collection ? "list" : "get";
            case "HEAD" -> "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> throw ApiException.methodNotAllowed();
        };
        boolean misplaced = collection
                ? Set.of("update", "patch").contains(verb)
                : verb.equals("create") && path.subresource().isEmpty();
        boolean everywhere = collection
                && path.kind().namespaced()
                && path.namespace().isEmpty()
                && Set.of("create", "deletecollection").contains(verb);
        if (misplaced || everywhere) {
            throw ApiException.methodNotAllowed();
        }
        return verb;
    }

    private static ApiException forbidden(ResourcePath path, String verb) {
        String where =
                path.namespace().isEmpty() ? " at the cluster scope" : " in the namespace \"" + path.namespace() + "\"";
        String name = path.name().isEmpty() ? "" : " \"" + path.name() + "\"";
        return new ApiException(
                403,
                "Forbidden",
                path.kind().qualifiedPlural() + name + " is forbidden: User \"" + AccessReview.USER + "\" cannot "
                        + verb
                        + " resource \"" + path.kind().plural()
                        + (path.subresource().isEmpty() ? "" : "/" + path.subresource()) + "\" in API group \""
                        + path.kind().group() + "\"" + where);
    }
}
