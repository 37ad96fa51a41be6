package io.logstack.conformance.live;

import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Outcome;
import io.logstack.conformance.rights.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request of the Kubernetes API, as far as rights tell requests apart.
 *
 * @param namespace empty for what is in none
 * @param resource plural, with a subresource after a slash
 * @param name empty for a collection
 */
record AskedOfKubernetes(String verb, String group, String namespace, String resource, String name) {
    /** What an expectation asked of it. Discovery, which everybody may ask, is left out. */
    static Set<AskedOfKubernetes> by(Outcome outcome) {
        return outcome.exchanges().stream()
                .filter(exchange -> exchange.component().equals("kubernetes"))
                .flatMap(exchange -> of(exchange).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<AskedOfKubernetes> of(Exchange exchange) {
        List<String> path = Arrays.asList(exchange.uri().getPath().substring(1).split("/"));
        boolean core = path.get(0).equals("api");
        String group = core ? "" : path.get(1);
        List<String> rest = path.subList(Math.min(path.size(), core ? 2 : 3), path.size());
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        boolean namespaced = rest.get(0).equals("namespaces") && rest.size() > 2;
        String namespace = namespaced ? rest.get(1) : "";
        List<String> object = namespaced ? rest.subList(2, rest.size()) : rest;
        String name = object.size() > 1 ? object.get(1) : "";
        String resource = object.get(0) + (object.size() > 2 ? "/" + object.get(2) : "");
        String verb = switch (exchange.method()) {
            case "GET" -> name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            default -> exchange.method().toLowerCase(Locale.ROOT);
        };
        return Optional.of(new AskedOfKubernetes(verb, group, namespace, resource, name));
    }

    boolean coveredBy(Rule rule) {
        return rule.verb().equals(verb)
                && rule.group().equals(group)
                && rule.namespace().equals(namespace)
                && rule.resources().contains(resource)
                && (rule.names().isEmpty() || rule.names().contains(name));
    }
}
