package io.logstack.conformance.homelab;

import io.logstack.conformance.homelab.loki.Component;
import io.logstack.conformance.homelab.workloads.Program;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which programs the cluster's workloads run and which Services lead to them, as the fixtures declare it. */
final class Layout {
    private static final String TARGET = "-target=";

    private final List<Place> places;
    private final Map<Port, Place> behind;

    /**
     * A workload that runs a program.
     *
     * @param target what of Loki it runs: {@code all}, or one of its components
     * @param service the first of those that lead to it, or empty when none does
     * @param container the one that runs the program
     * @param portName name of the port that it speaks HTTP at
     * @param port its number
     */
    record Place(
            Program program,
            String target,
            String namespace,
            String workload,
            String service,
            String container,
            String portName,
            int port) {
        private Place behind(String other) {
            return new Place(program, target, namespace, workload, other, container, portName, port);
        }
    }

    /** A Service's port. */
    private record Port(String namespace, String service, int number) {}

    private Layout(List<Place> places, Map<Port, Place> behind) {
        this.places = places;
        this.behind = behind;
    }

    static Layout of(Collection<? extends JsonNode> objects) {
        List<Place> places = new ArrayList<>();
        Map<Port, Place> behind = new LinkedHashMap<>();
        for (JsonNode workload : objects) {
            JsonNode labels = workload.at("/spec/template/metadata/labels");
            Optional<Place> place = workload.path("spec").has("template") ? place(workload) : Optional.empty();
            if (place.isPresent()) {
                List<Port> ports = objects.stream()
                        .filter(object -> kind(object).equals("Service"))
                        .filter(service -> namespace(service).equals(place.get().namespace()))
                        .filter(service -> selects(service, labels))
                        .flatMap(service -> ports(service, place.get()).stream())
                        .toList();
                Place found =
                        place.get().behind(ports.isEmpty() ? "" : ports.get(0).service());
                places.add(found);
                ports.forEach(port -> behind.put(port, found));
            }
        }
        return new Layout(places, behind);
    }

    private static Optional<Place> place(JsonNode workload) {
        return Program.of(workload).flatMap(program -> {
            String container = program.container(workload).orElseThrow();
            JsonNode declared = Program.podSpec(workload)
                    .path("containers")
                    .valueStream()
                    .filter(each -> each.path("name").asString("").equals(container))
                    .findFirst()
                    .orElseThrow();
            // What speaks HTTP says so in the name of its port, or has no other.
            List<JsonNode> ports = declared.path("ports").valueStream().toList();
            return ports.stream()
                    .filter(port -> port.path("name").asString("").startsWith("http"))
                    .findFirst()
                    .or(() -> ports.stream().findFirst())
                    .map(port -> new Place(
                            program,
                            target(workload),
                            namespace(workload),
                            workload.path("metadata").path("name").asString(""),
                            "",
                            container,
                            port.path("name").asString(""),
                            port.path("containerPort").asInt(0)));
        });
    }

    /** What of Loki a pod or a workload runs. */
    static String target(JsonNode object) {
        return Program.podSpec(object)
                .path("containers")
                .valueStream()
                .flatMap(container -> container.path("args").valueStream())
                .map(argument -> argument.asString(""))
                .filter(argument -> argument.startsWith(TARGET))
                .map(argument -> argument.substring(TARGET.length()))
                .findFirst()
                .orElse("all");
    }

    private static boolean selects(JsonNode service, JsonNode labels) {
        JsonNode selector = service.path("spec").path("selector");
        return !selector.isEmpty()
                && selector.propertyStream()
                        .allMatch(wanted -> labels.path(wanted.getKey())
                                .asString("")
                                .equals(wanted.getValue().asString("")));
    }

    private static List<Port> ports(JsonNode service, Place place) {
        String name = service.path("metadata").path("name").asString("");
        return service.path("spec")
                .path("ports")
                .valueStream()
                .filter(port -> {
                    String target =
                            port.path("targetPort").asString(port.path("port").asString(""));
                    return target.equals(place.portName()) || target.equals(Integer.toString(place.port()));
                })
                .map(port -> new Port(place.namespace(), name, port.path("port").asInt(0)))
                .toList();
    }

    private static String kind(JsonNode object) {
        return object.path("kind").asString("");
    }

    private static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asString("");
    }

    /**
     * Where a program runs.
     *
     * @throws IllegalStateException when nowhere
     */
    Place of(Program program) {
        return places.stream()
                .filter(place -> place.program() == program)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the fixtures have no workload that runs " + program + ", which the homelab needs"));
    }

    /** Where Loki's components run; none where its pods run all of it. */
    List<Place> lokiComponents() {
        return places.stream()
                .filter(place -> Component.of(place.target()).isPresent())
                .toList();
    }

    /** What a Service's port leads to, or empty when there is no such Service or its port is none of HTTP. */
    Optional<Place> behind(String namespace, String service, int port) {
        return Optional.ofNullable(behind.get(new Port(namespace, service, port)));
    }

    /** Whether a program speaks HTTP at a port of its pods in a namespace. */
    boolean listens(Program program, String namespace, int port) {
        return places.stream()
                .anyMatch(place ->
                        place.program() == program && place.namespace().equals(namespace) && place.port() == port);
    }
}
