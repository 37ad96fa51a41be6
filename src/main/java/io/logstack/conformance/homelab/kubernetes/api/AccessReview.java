package io.logstack.conformance.homelab.kubernetes.api;

import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells everybody who they are, and what they may do by the same rules that requests are held to. */
final class AccessReview {
    /** Whoever asks: the homelab knows no credentials. */
    static final String USER = "homelab";

    /** What everybody may ask, whatever their rights. */
    private static final Set<ResourceKind> KINDS = Set.of(ResourceKinds.ACCESS_REVIEW, ResourceKinds.SELF_REVIEW);

    private final Authorizer authorizer;

    AccessReview(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    static boolean covers(ResourcePath path) {
        return KINDS.contains(path.kind());
    }

    ApiReply answer(ApiRequest request, ResourcePath path) {
        ObjectNode review = Bodies.object(request, path);
        if (path.kind().equals(ResourceKinds.SELF_REVIEW)) {
            ObjectNode user = review.putObject("status").putObject("userInfo").put("username", USER);
            user.putArray("groups").add("system:authenticated");
            return ApiReply.json(201, review);
        }
        JsonNode asked = review.path("spec").path("resourceAttributes");
        boolean allowed = asked.isMissingNode()
                || authorizer.allows(new Authorizer.Attributes(
                        asked.path("verb").asString(""),
                        asked.path("group").asString(""),
                        asked.path("resource").asString(""),
                        asked.path("subresource").asString(""),
                        asked.path("namespace").asString(""),
                        asked.path("name").asString("")));
        ObjectNode status = review.putObject("status").put("allowed", allowed);
        if (!allowed) {
            status.put("reason", "the homelab's rules do not allow it");
        }
        return ApiReply.json(201, review);
    }
}
