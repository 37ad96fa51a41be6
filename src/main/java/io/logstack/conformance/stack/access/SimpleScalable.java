package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Loki whose pushes, queries and background work are in different pods. What is one of them's own, such as its counters and
 * what it has in memory, is asked of every pod; all else of whichever pod their Service leads to.
 */
record SimpleScalable(Component writing, Component reading, Component backend) implements LokiProcesses {
    /**
     * Pods that do the same.
     *
     * @param service any of them
     * @param each all of them by name, asked anew each time
     */
    record Component(Endpoint service, Supplier<Map<String, Endpoint>> each) {}

    private Stream<Component> components() {
        return Stream.of(writing, reading, backend);
    }

    @Override
    public String address() {
        return components().map(component -> component.service().address()).collect(Collectors.joining(", "));
    }

    @Override
    public Endpoint write() {
        return writing.service();
    }

    @Override
    public Endpoint read() {
        return reading.service();
    }

    @Override
    public Endpoint configured() {
        return backend.service();
    }

    @Override
    public Answer ready() {
        List<Answer> answers =
                components().map(component -> component.service().get("/ready")).toList();
        return answers.stream().filter(answer -> !answer.ok()).findFirst().orElse(answers.get(answers.size() - 1));
    }

    @Override
    public Map<String, String> services() {
        Map<String, String> all = new LinkedHashMap<>();
        components()
                .map(Component::service)
                .forEach(service -> Pages.services(service)
                        .forEach((module, state) -> all.put(service.name() + ": " + module, state)));
        return all;
    }

    @Override
    public List<Answer> metricsPages() {
        return components()
                .flatMap(component -> component.each().get().values().stream())
                .map(pod -> pod.get("/metrics"))
                .toList();
    }

    @Override
    public Metrics metrics() {
        Map<String, String> families = new HashMap<>();
        Map<String, List<Sample>> samples = new HashMap<>();
        Instant at = Instant.now();
        components()
                .forEach(component -> new TreeMap<>(component.each().get()).forEach((pod, endpoint) -> {
                    Metrics page = Pages.metrics(endpoint);
                    families.putAll(page.families());
                    page.samples()
                            .forEach((name, found) ->
                                    found.forEach(sample -> samples.computeIfAbsent(name, first -> new ArrayList<>())
                                            .add(of(pod, sample))));
                }));
        return new Metrics(
                components()
                        .map(component -> component.service().address() + "/metrics")
                        .collect(Collectors.joining(", ")),
                at,
                families,
                samples);
    }

    private static Sample of(String pod, Sample sample) {
        Map<String, String> labels = new LinkedHashMap<>(sample.labels());
        labels.put("instance", pod);
        return new Sample(labels, sample.value());
    }

    @Override
    public List<Answer> flush() {
        return writing.each().get().values().stream().map(Pages::flush).toList();
    }
}
