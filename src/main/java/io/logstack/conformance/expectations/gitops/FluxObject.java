package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Flux says of one of its objects.
 *
 * @param name kind and {@code namespace/name}
 * @param suspended whether Flux is told to leave it alone
 * @param reports whether Flux writes a status for it: of a Helm repository of type {@code oci} it does not, since there is
 *     nothing to fetch before a chart is
 * @param generation of the declaration
 * @param observed the generation that Flux has acted on, -1 where it says none
 * @param ready the status of the condition Ready, with reason and message where it is not True; empty without the
 *     condition
 */
public record FluxObject(
        String name, boolean suspended, boolean reports, long generation, long observed, String ready) {
    private static final String TRUE = "True";

    public static FluxObject of(GenericKubernetesResource object) {
        JsonNode node = json(object);
        Long generation = object.getMetadata().getGeneration();
        boolean reports = !(object.getKind().equals("HelmRepository")
                && node.path("spec").path("type").asString("").equals("oci"));
        return new FluxObject(
                name(object),
                node.path("spec").path("suspend").asBoolean(false),
                reports,
                generation == null ? 0 : generation,
                node.path("status").path("observedGeneration").asLong(-1),
                ready(node.path("status").path("conditions")));
    }

    /** An object but for its metadata. */
    static JsonNode json(GenericKubernetesResource object) {
        return JsonMapper.shared().valueToTree(object.getAdditionalProperties());
    }

    /** Kind and {@code namespace/name}. */
    public static String name(GenericKubernetesResource object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    private static String ready(JsonNode conditions) {
        for (JsonNode condition : conditions) {
            if (condition.path("type").asString("").equals("Ready")) {
                String status = condition.path("status").asString("");
                return status.equals(TRUE)
                        ? TRUE
                        : status + " (" + condition.path("reason").asString("") + ": "
                                + condition.path("message").asString("") + ")";
            }
        }
        return "";
    }

    /** One clause for each thing that keeps it from being ready, current and not suspended. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        if (suspended) {
            troubles.add("it is suspended");
        }
        if (reports && observed < generation) {
            troubles.add(
                    observed < 0
                            ? "Flux has not reported on it yet"
                            : "Flux has acted on generation " + observed + " of " + generation);
        }
        if (reports && !ready.equals(TRUE)) {
            troubles.add(ready.isEmpty() ? "it has no condition Ready" : "Ready is " + ready);
        }
        return troubles;
    }
}
