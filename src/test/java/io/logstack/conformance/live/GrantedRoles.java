package io.logstack.conformance.live;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.homelab.kubernetes.api.Authorizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** The rules of a file of roles, applied as the API server applies them; notes which were used, and what they refused. */
final class GrantedRoles implements Authorizer {
    private record Rule(String namespace, PolicyRule policy) {}

    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> used = new ConcurrentSkipListSet<>();
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    static GrantedRoles read(Path file) throws IOException {
        return new GrantedRoles(Files.readString(file));
    }

    GrantedRoles(String yaml) {
        for (String document : yaml.split("(?m)^---$", -1)) {
            if (document.contains("kind: ClusterRole\n")) {
                Serialization.unmarshal(document, ClusterRole.class)
                        .getRules()
                        .forEach(rule -> rules.add(new Rule("", rule)));
            } else if (document.contains("kind: Role\n")) {
                Role role = Serialization.unmarshal(document, Role.class);
                role.getRules()
                        .forEach(rule -> rules.add(new Rule(role.getMetadata().getNamespace(), rule)));
            }
        }
    }

    @Override
    public boolean allows(Attributes asked) {
        boolean allowed = false;
        for (Rule rule : rules) {
            if (covers(rule, asked)) {
                allowed = true;
                used.add(entry(rule.namespace(), asked.verb(), asked.group(), resource(asked)));
            }
        }
        if (!allowed) {
            refused.add(asked.toString());
        }
        return allowed;
    }

    /** A cluster role's rule holds in every namespace, a role's in its own. */
    private static boolean covers(Rule rule, Attributes asked) {
        PolicyRule policy = rule.policy();
        List<String> names = Objects.requireNonNullElse(policy.getResourceNames(), List.of());
        return (rule.namespace().isEmpty() || rule.namespace().equals(asked.namespace()))
                && policy.getVerbs().contains(asked.verb())
                && policy.getApiGroups().contains(asked.group())
                && policy.getResources().contains(resource(asked))
                && (names.isEmpty() || names.contains(asked.name()));
    }

    /** What was asked for and not granted. */
    Set<String> refused() {
        return refused;
    }

    /** Each resource of each rule that no request has needed, as {@code namespace: verb group/resource}. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>();
        for (Rule rule : rules) {
            PolicyRule policy = rule.policy();
            policy.getVerbs()
                    .forEach(verb -> policy.getApiGroups()
                            .forEach(group -> policy.getResources()
                                    .forEach(resource -> unused.add(entry(rule.namespace(), verb, group, resource)))));
        }
        unused.removeAll(used);
        return unused;
    }

    private static String resource(Attributes asked) {
        return asked.resource() + (asked.subresource().isEmpty() ? "" : "/" + asked.subresource());
    }

    static String entry(String namespace, String verb, String group, String resource) {
        return namespace + ": " + verb + " " + group + "/" + resource;
    }
}
