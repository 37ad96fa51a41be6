package io.logstack.conformance.homelab.kubernetes.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API server checks and fills in before it keeps an object. */
final class Admission {
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;

    private final PodDefaults podDefaults = new PodDefaults();
    private final ServiceDefaults serviceDefaults = new ServiceDefaults();
    private final WorkloadRules workloadRules = new WorkloadRules();
    private final ResourceKinds kinds;

    Admission(ResourceKinds kinds) {
        this.kinds = kinds;
    }

    /**
     * Fills in defaults, then checks.
     *
     * @param before null for a new object
     * @throws ApiException 422 with all that is wrong
     */
    void admit(ResourceKind kind, @Nullable ObjectNode before, ObjectNode object) {
        List<ApiException.Cause> wrong = new ArrayList<>();
        String name = object.path("metadata").path("name").asString("");
        if (before == null) {
            checkName(kind, object, name, wrong);
            checkNamespace(kind, object, wrong);
        }
        checkText(object.path("metadata").path("labels"), "metadata.labels", wrong);
        checkText(object.path("metadata").path("annotations"), "metadata.annotations", wrong);
        if (kind.equals(ResourceKinds.POD)) {
            podDefaults.complete(object);
            podDefaults.check(object, before, wrong);
        } else if (kind.equals(ResourceKinds.SERVICE)) {
            serviceDefaults.complete(object);
            serviceDefaults.check(object, wrong);
        } else if (WorkloadRules.covers(kind)) {
            workloadRules.complete(kind, object);
            workloadRules.check(object, before, wrong);
        } else if (kind.equals(ResourceKinds.SECRET)) {
            encode(object);
            checkSecret(object, before, wrong);
        } else if (kind.equals(ResourceKinds.NAMESPACE)) {
            object.withObjectProperty("metadata").withObjectProperty("labels").put("kubernetes.io/metadata.name", name);
            object.withObjectProperty("status").putIfAbsent("phase", object.stringNode("Active"));
        } else if (kind.equals(ResourceKinds.CUSTOM_RESOURCE_DEFINITION)) {
            checkDefinition(object, name, wrong);
        }
        if (!wrong.isEmpty()) {
            throw ApiException.invalid(kind, name, wrong);
        }
    }

    private static void checkName(ResourceKind kind, ObjectNode object, String name, List<ApiException.Cause> wrong) {
        if (name.isEmpty()) {
            boolean generated =
                    !object.path("metadata").path("generateName").asString("").isEmpty();
            if (!generated) {
                wrong.add(required("metadata.name", "name or generateName is required"));
            }
            return;
        }
        boolean service = kind.equals(ResourceKinds.SERVICE);
        int longest = service ? LONGEST_LABEL : LONGEST_NAME;
        boolean rbac = kind.group().equals("rbac.authorization.k8s.io");
        if (!rbac
                && (name.length() > longest
                        || !(service ? LABEL : SUBDOMAIN).matcher(name).matches())) {
            wrong.add(invalid(
                    "metadata.name",
                    "\"" + name + "\"",
                    service
                            ? "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
                                    + " alphabetic character, and end with an alphanumeric character"
                            : "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
                                    + " '.', and must start and end with an alphanumeric character"));
        }
    }

    private static void checkNamespace(ResourceKind kind, ObjectNode object, List<ApiException.Cause> wrong) {
        boolean given = !object.path("metadata").path("namespace").asString("").isEmpty();
        if (kind.namespaced() && !given) {
            wrong.add(required("metadata.namespace", "a namespace is required"));
        } else if (!kind.namespaced() && given) {
            wrong.add(new ApiException.Cause(
                    "metadata.namespace", "FieldValueForbidden", "Forbidden: not allowed on this type"));
        }
    }

    private static void checkText(JsonNode map, String field, List<ApiException.Cause> wrong) {
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isString()) {
                wrong.add(invalid(
                        field + "[" + entry.getKey() + "]", entry.getValue().toString(), "must be a string"));
            }
        }
    }

    private static void encode(ObjectNode secret) {
        JsonNode plain = secret.remove("stringData");
        if (plain != null) {
            ObjectNode data = secret.withObjectProperty("data");
            plain.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(
                                            entry.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
        }
        secret.putIfAbsent("type", secret.stringNode("Opaque"));
    }

    private static void checkSecret(ObjectNode secret, @Nullable ObjectNode before, List<ApiException.Cause> wrong) {
        for (Map.Entry<String, JsonNode> entry : secret.path("data").properties()) {
            try {
                Base64.getDecoder().decode(entry.getValue().asString(""));
            } catch (IllegalArgumentException e) {
                wrong.add(new ApiException.Cause(
                        "data[" + entry.getKey() + "]", "FieldValueInvalid", "Invalid value: must be base64"));
            }
        }
        if (before != null
                && before.path("immutable").asBoolean(false)
                && !before.path("data").equals(secret.path("data"))) {
            wrong.add(new ApiException.Cause(
                    "data", "FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set"));
        }
    }

    private void checkDefinition(ObjectNode definition, String name, List<ApiException.Cause> wrong) {
        JsonNode spec = definition.path("spec");
        String expected = spec.path("names").path("plural").asString("") + "."
                + spec.path("group").asString("");
        if (!name.equals(expected)) {
            wrong.add(invalid("metadata.name", "\"" + name + "\"", "must be spec.names.plural+\".\"+spec.group"));
        }
        if (spec.path("versions").isEmpty()) {
            wrong.add(required("spec.versions", "must have exactly one version marked as storage version"));
        }
        for (JsonNode version : spec.path("versions")) {
            boolean taken = kinds.at(
                            spec.path("group").asString("") + "/"
                                    + version.path("name").asString(""),
                            spec.path("names").path("plural").asString(""))
                    .filter(kind -> !kind.custom())
                    .isPresent();
            if (taken) {
                wrong.add(invalid("spec.group", spec.path("group").toString(), "is served by the API server itself"));
            }
        }
        ObjectNode status = definition.withObjectProperty("status");
        status.set("acceptedNames", spec.path("names").deepCopy());
        if (status.path("conditions").isEmpty()) {
            status.putArray("conditions")
                    .addObject()
                    .put("type", "Established")
                    .put("status", "True")
                    .put("reason", "InitialNamesAccepted")
                    .put("message", "the initial names have been accepted");
        }
    }

    static ApiException.Cause required(String field, String words) {
        return new ApiException.Cause(field, "FieldValueRequired", "Required value: " + words);
    }

    static ApiException.Cause invalid(String field, String value, String words) {
        return new ApiException.Cause(field, "FieldValueInvalid", "Invalid value: " + value + ": " + words);
    }
}
