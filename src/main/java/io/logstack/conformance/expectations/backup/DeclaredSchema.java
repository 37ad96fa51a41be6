package io.logstack.conformance.expectations.backup;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema that an API server holds a kind to. Rules in CEL ({@code x-kubernetes-validations}), and what webhooks say, are
 * the server's to judge.
 */
final class DeclaredSchema {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDialect(Dialect.builder(Dialects.getOpenApi30())
            // What Kubernetes adds to OpenAPI says how objects are merged and pruned, not which are valid.
            .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
            .build());

    /** What an API server demands of a Secret, whose kind is built in. */
    private static final String SECRET = """
            {"type": "object",
             "required": ["apiVersion", "kind", "metadata", "data"],
             "additionalProperties": false,
             "properties": {
               "apiVersion": {"enum": ["v1"]},
               "kind": {"enum": ["Secret"]},
               "metadata": {"type": "object", "required": ["name", "namespace"]},
               "type": {"type": "string"},
               "immutable": {"type": "boolean"},
               "data": {
                 "type": "object",
                 "minProperties": 1,
                 "additionalProperties": {
                   "type": "string",
                   "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"}}}}
            """;

    private final JsonNode schema;
    private final Function<Error, String> words;

    private DeclaredSchema(JsonNode schema, Function<Error, String> words) {
        this.schema = schema;
        this.words = words;
    }

    /** That of Secrets; where one is violated is told, and never by what. */
    static DeclaredSchema ofSecrets() {
        return new DeclaredSchema(
                JsonMapper.shared().readTree(SECRET),
                error -> error.getInstanceLocation() + " violates " + error.getKeyword());
    }

    /**
     * That of a custom kind.
     *
     * @param definition its CustomResourceDefinition
     * @param apiVersion of the object that is to be judged
     * @return empty when the definition has none of that version, or one that says nothing of {@code spec}
     */
    static Optional<DeclaredSchema> of(GenericKubernetesResource definition, String apiVersion) {
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        for (JsonNode declared : json(definition).path("spec").path("versions")) {
            JsonNode schema = declared.path("schema").path("openAPIV3Schema");
            if (declared.path("name").asString("").equals(version)
                    && !schema.path("properties")
                            .path("spec")
                            .path("properties")
                            .isEmpty()) {
                return Optional.of(
                        new DeclaredSchema(schema, error -> error.getInstanceLocation() + " " + error.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** What an object violates, with the place in it; empty when it is valid. */
    List<String> violations(GenericKubernetesResource object) {
        return SCHEMAS.getSchema(schema).validate(json(object)).stream()
                .map(words)
                .toList();
    }

    static JsonNode json(GenericKubernetesResource object) {
        return JsonMapper.shared().readTree(Serialization.asJson(object));
    }
}
