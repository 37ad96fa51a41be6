package io.logstack.conformance.homelab.kubernetes.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.logstack.conformance.homelab.kubernetes.store.ApiException;
import io.logstack.conformance.homelab.kubernetes.store.ObjectKey;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKind;
import io.logstack.conformance.homelab.kubernetes.store.ResourceKinds;
import io.logstack.conformance.homelab.kubernetes.store.VersionedObjects;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients write of custom kinds is held to the schema of its CustomResourceDefinition. What the object violated before is
 * let pass, as an API server does of late: a definition may have become stricter since. Fields that no schema has are not
 * pruned here.
 */
final class DeclaredSchemas {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialect.builder(Dialects.getOpenApi30())
            // What Kubernetes adds to OpenAPI says how objects are merged and pruned, not which are valid.
            .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
            .build());

    private final VersionedObjects objects;

    DeclaredSchemas(VersionedObjects objects) {
        this.objects = objects;
    }

    /**
     * Checks what is about to be written.
     *
     * @param before null for a new object
     * @throws ApiException 422 with all that is wrong
     */
    void check(ResourceKind kind, @Nullable ObjectNode before, ObjectNode object) {
        if (!kind.custom()) {
            return;
        }
        JsonNode schema = schema(kind);
        List<ApiException.Cause> wrong = new ArrayList<>(causes(schema, object));
        if (before != null) {
            wrong.removeAll(causes(schema, before));
        }
        if (!wrong.isEmpty()) {
            throw ApiException.invalid(
                    kind, object.path("metadata").path("name").asString(""), wrong);
        }
    }

    private JsonNode schema(ResourceKind kind) {
        ObjectNode definition = objects.get(
                ResourceKinds.CUSTOM_RESOURCE_DEFINITION, new ObjectKey("", kind.plural() + "." + kind.group()));
        for (JsonNode version : definition.path("spec").path("versions")) {
            if (version.path("name").asString("").equals(kind.version())) {
                return version.path("schema").path("openAPIV3Schema");
            }
        }
        throw new IllegalStateException("there is no version " + kind.version() + " of " + kind.plural());
    }

    private List<ApiException.Cause> causes(JsonNode schema, ObjectNode object) {
        if (!schema.isObject()) {
            return List.of();
        }
        List<Error> errors = SCHEMAS.getSchema(schema).validate(object);
        return errors.stream()
                .map(error -> new ApiException.Cause(
                        error.getInstanceLocation()
                                .toString()
                                .replaceFirst("^/", "")
                                .replace('/', '.'),
                        "FieldValueInvalid",
                        "Invalid value: " + error.getMessage()))
                .toList();
    }
}
