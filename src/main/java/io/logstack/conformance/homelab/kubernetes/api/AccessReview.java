package io.logstack.conformance.homelab.kubernetes.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers SelfSubjectAccessReviews by the same rules that requests are held to. */
final class AccessReview {
    private final Authorizer authorizer;

    AccessReview(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    ApiReply answer(ApiRequest request, ResourcePath path) {
        ObjectNode review = Bodies.object(request, path);
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
