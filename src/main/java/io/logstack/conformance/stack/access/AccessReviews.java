package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.logstack.conformance.stack.AccessRequest;
import io.logstack.conformance.stack.NoAnswerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Asks the API server who we are and what we may do; every authenticated user may ask that. */
final class AccessReviews {
    private static final String ACCESS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String SELF = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private final KubernetesCalls calls;
    private final Executor executor;

    AccessReviews(KubernetesCalls calls, Executor executor) {
        this.calls = calls;
        this.executor = executor;
    }

    /** As whom the API server knows us, or empty when it does not tell: Kubernetes 1.28 and newer do. */
    Optional<String> user() {
        try {
            return calls.send(
                            "POST",
                            SELF,
                            Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview"),
                            GenericKubernetesResource.class)
                    .map(review -> review.get("status", "userInfo", "username"))
                    .map(String::valueOf);
        } catch (NoAnswerException e) {
            return Optional.empty();
        }
    }

    /** @throws NoAnswerException when one of them gets no answer */
    List<AccessRequest> refused(Collection<AccessRequest> asked) {
        Map<AccessRequest, CompletableFuture<Boolean>> answers = new LinkedHashMap<>();
        asked.forEach(request ->
                answers.computeIfAbsent(request, each -> CompletableFuture.supplyAsync(() -> allows(each), executor)));
        List<AccessRequest> refused = new ArrayList<>();
        try {
            answers.forEach((request, allowed) -> {
                if (!allowed.join()) {
                    refused.add(request);
                }
            });
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoAnswerException silent) {
                throw silent;
            }
            throw e;
        }
        return List.copyOf(refused);
    }

    private boolean allows(AccessRequest asked) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withApiVersion("authorization.k8s.io/v1")
                .withKind("SelfSubjectAccessReview")
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(asked.verb())
                .withGroup(asked.group())
                .withResource(asked.resource())
                .withSubresource(asked.subresource())
                .withNamespace(asked.namespace())
                .withName(asked.name())
                .endResourceAttributes()
                .endSpec()
                .build();
        return calls.send("POST", ACCESS, review, SelfSubjectAccessReview.class)
                .map(answer -> answer.getStatus() != null
                        && Boolean.TRUE.equals(answer.getStatus().getAllowed()))
                .orElseThrow(() -> new NoAnswerException(
                        "Kubernetes at " + calls.address() + " serves no SelfSubjectAccessReview"));
    }
}
