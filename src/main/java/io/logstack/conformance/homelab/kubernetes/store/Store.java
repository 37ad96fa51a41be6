package io.logstack.conformance.homelab.kubernetes.store;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects.Persistence;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of the embedded cluster, typed, for the homelab's other parts: past the HTTP API, and therefore also past its
 * rule that only the status path writes a status. What is returned is the caller's own copy. Thread-safe.
 */
public final class Store {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final VersionedObjects objects;

    public Store(VersionedObjects objects) {
        this.objects = objects;
    }

    /** One object; {@code namespace} is empty for objects without one. */
    public <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
        return objects.find(kind(type), new ObjectKey(namespace, name)).map(object -> typed(object, type));
    }

    /**
     * Objects of a kind.
     *
     * @param namespace null for all namespaces
     * @param selector a label selector, or empty for all
     */
    public <T extends HasMetadata> List<T> list(Class<T> type, @Nullable String namespace, String selector) {
        LabelSelector labels = LabelSelector.parse(selector);
        return objects.snapshot(kind(type)).objects().stream()
                .filter(object ->
                        namespace == null || ObjectKey.of(object).namespace().equals(namespace))
                .filter(labels::matches)
                .map(object -> typed(object, type))
                .toList();
    }

    /** Makes an object. Throws {@link ApiException} as the API would. */
    public <T extends HasMetadata> T create(T object) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) object.getClass();
        return typed(objects.create(kind(type), node(object), Persistence.KEEP), type);
    }

    /** Changes an object, status included, in one step. Throws {@link ApiException} when it is not there. */
    public <T extends HasMetadata> T update(Class<T> type, String namespace, String name, UnaryOperator<T> change) {
        ObjectNode changed = objects.update(
                kind(type),
                new ObjectKey(namespace, name),
                Persistence.KEEP,
                current -> node(change.apply(typed(current, type))));
        return typed(changed, type);
    }

    /** Deletes an object; a pod is stopped by its kubelet first. Throws {@link ApiException} when it is not there. */
    public <T extends HasMetadata> void delete(Class<T> type, String namespace, String name) {
        objects.delete(kind(type), new ObjectKey(namespace, name), 30, Persistence.KEEP);
    }

    /** A custom resource. */
    public Optional<GenericKubernetesResource> custom(String apiVersion, String kind, String namespace, String name) {
        return objects.find(kind(apiVersion, kind), new ObjectKey(namespace, name))
                .map(object -> typed(object, GenericKubernetesResource.class));
    }

    /** Custom resources of a kind, in all namespaces. */
    public List<GenericKubernetesResource> listCustom(String apiVersion, String kind) {
        return objects.snapshot(kind(apiVersion, kind)).objects().stream()
                .map(object -> typed(object, GenericKubernetesResource.class))
                .toList();
    }

    /** Changes a custom resource, status included, in one step. Throws {@link ApiException} when it is not there. */
    public GenericKubernetesResource updateCustom(
            String apiVersion,
            String kind,
            String namespace,
            String name,
            UnaryOperator<GenericKubernetesResource> change) {
        ObjectNode changed = objects.update(
                kind(apiVersion, kind),
                new ObjectKey(namespace, name),
                Persistence.KEEP,
                current -> node(change.apply(typed(current, GenericKubernetesResource.class))));
        return typed(changed, GenericKubernetesResource.class);
    }

    /** An object of the store as fabric8's model has it. */
    public static <T> T typed(ObjectNode object, Class<T> type) {
        return SERIALIZATION.convertValue(object, type);
    }

    /** An object of fabric8's model as the store keeps it. */
    public static ObjectNode node(Object object) {
        // Through text, so that equal numbers are equal nodes: 30 as int and as long are not.
        return (ObjectNode) JSON.readTree(SERIALIZATION.asJson(object));
    }

    private ResourceKind kind(Class<? extends HasMetadata> type) {
        return kind(HasMetadata.getApiVersion(type), HasMetadata.getKind(type));
    }

    private ResourceKind kind(String apiVersion, String kind) {
        return objects.kinds()
                .of(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the homelab's API server does not serve " + kind + " of " + apiVersion));
    }
}
