package io.logstack.conformance.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The Kubernetes objects that grant rights, as YAML: a Role and its binding in each namespace, a ClusterRole for the rest. */
public final class RoleManifest {
    private static final String GROUP = "rbac.authorization.k8s.io";

    private final String name;
    private final Subject subject;
    private final Map<String, List<Rule>> byNamespace = new LinkedHashMap<>();

    /**
     * @param name of every object
     * @param rules what is granted; those without a namespace need a ClusterRole
     */
    public RoleManifest(String name, Subject subject, Collection<Rule> rules) {
        this.name = name;
        this.subject = subject;
        rules.forEach(rule -> byNamespace
                .computeIfAbsent(rule.namespace(), namespace -> new ArrayList<>())
                .add(rule));
    }

    /** The roles and their bindings, one document each. */
    public String yaml() {
        return byNamespace.entrySet().stream()
                .map(entry -> role(entry.getKey(), entry.getValue()) + binding(entry.getKey()))
                .collect(Collectors.joining());
    }

    private String role(String namespace, List<Rule> rules) {
        return "---\napiVersion: " + GROUP + "/v1\nkind: " + kind(namespace) + "\n" + metadata(namespace) + "rules:\n"
                + rules.stream().map(RoleManifest::rule).collect(Collectors.joining());
    }

    private static String rule(Rule rule) {
        return "  # " + rule.purpose() + "\n"
                + "  - apiGroups: [\"" + rule.group() + "\"]\n"
                + "    resources: [" + String.join(", ", rule.resources()) + "]\n"
                + (rule.names().isEmpty() ? "" : "    resourceNames: [" + String.join(", ", rule.names()) + "]\n")
                + "    verbs: [" + rule.verb() + "]\n";
    }

    private String binding(String namespace) {
        return "---\napiVersion: " + GROUP + "/v1\nkind: " + kind(namespace) + "Binding\n" + metadata(namespace)
                + "roleRef:\n  apiGroup: " + GROUP + "\n  kind: " + kind(namespace) + "\n  name: " + name + "\n"
                + "subjects:\n" + subject.yaml();
    }

    private String metadata(String namespace) {
        return "metadata:\n  name: " + name + "\n" + (namespace.isEmpty() ? "" : "  namespace: " + namespace + "\n");
    }

    private static String kind(String namespace) {
        return namespace.isEmpty() ? "ClusterRole" : "Role";
    }

    /**
     * To whom rights are granted.
     *
     * @param namespace of a ServiceAccount; empty for a user
     */
    public record Subject(String namespace, String name) {
        private static final String ACCOUNT = "system:serviceaccount:";

        /** Somebody as the API server calls them. */
        public static Subject of(String user) {
            String[] account =
                    user.startsWith(ACCOUNT) ? user.substring(ACCOUNT.length()).split(":", 2) : new String[0];
            return account.length == 2 ? new Subject(account[0], account[1]) : new Subject("", user);
        }

        /** The ServiceAccount itself, or nothing for a user. */
        public String account() {
            return namespace.isEmpty()
                    ? ""
                    : "---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name + "\n  namespace: "
                            + namespace + "\n";
        }

        private String yaml() {
            return namespace.isEmpty()
                    ? "  - apiGroup: " + GROUP + "\n    kind: User\n    name: \"" + name + "\"\n"
                    : "  - kind: ServiceAccount\n    name: " + name + "\n    namespace: " + namespace + "\n";
        }
    }
}
