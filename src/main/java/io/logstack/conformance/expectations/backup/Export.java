package io.logstack.conformance.expectations.backup;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The backup of an object: what {@code kubectl get -o yaml} gives, less what the API server and controllers write into it,
 * so that it can be applied to a cluster that does not have the object any more.
 */
public final class Export {
    /** What {@code kubectl apply} notes of its last input: of a Secret, all its values a second time. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Export() {}

    /**
     * An object of the cluster as one would apply it: kind, name, labels, annotations, finalizers, and all that was declared,
     * without {@code status} and without the metadata that a server sets. Owners are left out too: they are named by UID, and
     * an object whose owner has another UID by then is collected as garbage.
     *
     * @param object as the API serves it; it stays as it is
     */
    public static GenericKubernetesResource of(GenericKubernetesResource object) {
        GenericKubernetesResource export = new GenericKubernetesResource();
        export.setApiVersion(object.getApiVersion());
        export.setKind(object.getKind());
        export.setMetadata(metadata(object.getMetadata()));
        Map<String, Object> declared = new LinkedHashMap<>(object.getAdditionalProperties());
        declared.remove("status");
        export.setAdditionalProperties(declared);
        return export;
    }

    private static ObjectMeta metadata(ObjectMeta served) {
        ObjectMeta kept = new ObjectMeta();
        kept.setName(served.getName());
        kept.setNamespace(served.getNamespace());
        kept.setLabels(served.getLabels());
        kept.setAnnotations(declared(served.getAnnotations()));
        kept.setFinalizers(served.getFinalizers());
        return kept;
    }

    private static @Nullable Map<String, String> declared(@Nullable Map<String, String> annotations) {
        if (annotations == null) {
            return null;
        }
        Map<String, String> declared = new TreeMap<>(annotations);
        declared.remove(LAST_APPLIED);
        return declared;
    }
}
