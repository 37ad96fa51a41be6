package io.logstack.conformance.homelab.kubernetes.controller;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import io.logstack.conformance.homelab.workloads.DeclaredLoki;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Secret with Loki's S3 credentials and the bucket's claim, as they are and as the faults have them. */
final class ObjectStoreFaults {

    private final VersionedObjects objects;
    private final Faults faults;
    private final DeclaredLoki loki;
    private final ObjectKey secret;
    private final ObjectNode healthy;

    /** @throws IllegalStateException when the fixtures lack the Secret */
    ObjectStoreFaults(VersionedObjects objects, DeclaredLoki loki, Faults faults) {
        this.objects = objects;
        this.faults = faults;
        this.loki = loki;
        this.secret = new ObjectKey(loki.namespace(), loki.secret());
        this.healthy = objects.find(ResourceKinds.SECRET, secret)
                .orElseThrow(() -> new IllegalStateException("the fixtures have no Secret " + secret.name()
                        + " in namespace " + secret.namespace() + ", which the homelab needs"))
                .deepCopy();
    }

    static boolean covers(Fault fault) {
        return fault == Fault.OBC_PENDING || fault == Fault.SECRET_MISSING || fault == Fault.SECRET_KEY_MISSING;
    }

    /** Sets what the Secret holds while no fault has it otherwise. */
    void credentials(String accessKey, String secretKey) {
        healthy.withObjectProperty("data")
                .put(loki.accessKeyField(), encode(accessKey))
                .put(loki.secretKeyField(), encode(secretKey));
        secret();
    }

    /** Brings claim and Secret to what the faults that are on now make of them. */
    void switched() {
        claim();
        secret();
    }

    private void claim() {
        ResourceKind kind = kind("objectbucket.io/v1alpha1", "ObjectBucketClaim");
        String phase = faults.active(Fault.OBC_PENDING) ? "Pending" : "Bound";
        List<ObjectNode> claims = List.copyOf(objects.snapshot(kind).objects());
        if (claims.isEmpty()) {
            throw new IllegalStateException("the fixtures have no ObjectBucketClaim, which the homelab needs");
        }
        objects.update(kind, ObjectKey.of(claims.get(0)), Persistence.KEEP, claim -> {
            claim.withObjectProperty("status").put("phase", phase);
            return claim;
        });
    }

    private void secret() {
        boolean present = objects.find(ResourceKinds.SECRET, secret).isPresent();
        if (faults.active(Fault.SECRET_MISSING)) {
            if (present) {
                objects.remove(ResourceKinds.SECRET, secret, Persistence.KEEP);
            }
            return;
        }
        if (!present) {
            objects.create(ResourceKinds.SECRET, healthy, Persistence.KEEP);
        }
        JsonNode data = healthy.path("data").deepCopy();
        if (faults.active(Fault.SECRET_KEY_MISSING)) {
            ((ObjectNode) data).put(loki.secretKeyField(), "");
        }
        objects.update(ResourceKinds.SECRET, secret, Persistence.KEEP, changed -> {
            changed.set("data", data);
            return changed;
        });
    }

    private ResourceKind kind(String apiVersion, String kind) {
        return objects.kinds()
                .of(apiVersion, kind)
                .orElseThrow(() ->
                        new IllegalStateException("the fixtures do not define " + kind + ", which the homelab needs"));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
