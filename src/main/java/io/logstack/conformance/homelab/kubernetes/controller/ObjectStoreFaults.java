package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Secret with Loki's S3 credentials and the bucket's claim, as they are and as the faults have them. */
final class ObjectStoreFaults {
    static final ObjectKey SECRET = new ObjectKey("monitoring", "loki-s3-credentials");
    static final ObjectKey CLAIM = new ObjectKey("monitoring", "loki-bucket");
    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

    private final VersionedObjects objects;
    private final Faults faults;
    private final ObjectNode healthy;

    /** @throws IllegalStateException when the fixtures lack the Secret */
    ObjectStoreFaults(VersionedObjects objects, Faults faults) {
        this.objects = objects;
        this.faults = faults;
        this.healthy = objects.find(ResourceKinds.SECRET, SECRET)
                .orElseThrow(() -> new IllegalStateException("the fixtures have no Secret " + SECRET.name()
                        + " in namespace " + SECRET.namespace() + ", which the homelab needs"))
                .deepCopy();
    }

    static boolean covers(Fault fault) {
        return fault == Fault.OBC_PENDING || fault == Fault.SECRET_MISSING || fault == Fault.SECRET_KEY_MISSING;
    }

    /** Sets what the Secret holds while no fault has it otherwise. */
    void credentials(String accessKey, String secretKey) {
        healthy.withObjectProperty("data").put(ACCESS_KEY, encode(accessKey)).put(SECRET_KEY, encode(secretKey));
        secret();
    }

    /** Brings claim and Secret to what the faults that are on now make of them. */
    void switched() {
        claim();
        secret();
    }

    private void claim() {
        ResourceKind kind = objects.kinds()
                .of("objectbucket.io/v1alpha1", "ObjectBucketClaim")
                .orElseThrow(() -> new IllegalStateException(
                        "the fixtures do not define ObjectBucketClaim, which the homelab needs"));
        String phase = faults.active(Fault.OBC_PENDING) ? "Pending" : "Bound";
        try {
            objects.update(kind, CLAIM, Persistence.KEEP, claim -> {
                claim.withObjectProperty("status").put("phase", phase);
                return claim;
            });
        } catch (ApiException e) {
            throw new IllegalStateException("the fixtures have no ObjectBucketClaim " + CLAIM.name(), e);
        }
    }

    private void secret() {
        boolean present = objects.find(ResourceKinds.SECRET, SECRET).isPresent();
        if (faults.active(Fault.SECRET_MISSING)) {
            if (present) {
                objects.remove(ResourceKinds.SECRET, SECRET, Persistence.KEEP);
            }
            return;
        }
        if (!present) {
            objects.create(ResourceKinds.SECRET, healthy, Persistence.KEEP);
        }
        JsonNode data = healthy.path("data").deepCopy();
        if (faults.active(Fault.SECRET_KEY_MISSING)) {
            ((ObjectNode) data).put(SECRET_KEY, "");
        }
        objects.update(ResourceKinds.SECRET, SECRET, Persistence.KEEP, secret -> {
            secret.set("data", data);
            return secret;
        });
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
