package io.logstack.conformance.homelab.loki;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.LogQl;
import io.logstack.conformance.homelab.logql.Matcher;
import io.logstack.conformance.homelab.logql.Plan;
import io.logstack.conformance.homelab.logql.QueryException;
import io.logstack.conformance.homelab.logql.Result;
import io.logstack.conformance.homelab.loki.store.Store;
import io.logstack.conformance.homelab.loki.store.StreamStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What streams there are and how large they are. */
final class MetadataApi {
    private static final int MAX_VOLUMES = 100;

    private final LokiOptions options;
    private final Store store;

    MetadataApi(LokiOptions options, Store store) {
        this.options = options;
        this.store = store;
    }

    private Parameters parameters(Request request) {
        return new Parameters(request, options.clock().instant());
    }

    Reply labelNames(Request request) {
        Parameters parameters = parameters(request);
        Set<String> names = new TreeSet<>();
        stats(parameters, optionalMatchers(parameters))
                .forEach(stream -> stream.labels().forEach((name, value) -> names.add(name)));
        return strings(names);
    }

    Reply labelValues(Request request, String name) {
        Parameters parameters = parameters(request);
        Set<String> values = new TreeSet<>();
        stats(parameters, optionalMatchers(parameters)).forEach(stream -> {
            String value = stream.labels().get(name);
            if (value != null) {
                values.add(value);
            }
        });
        return strings(values);
    }

    /** Without any there is no data at all. */
    private static Reply strings(Set<String> strings) {
        return Answers.success(json -> {
            if (!strings.isEmpty()) {
                json.writeArrayPropertyStart("data");
                strings.forEach(json::writeString);
                json.writeEndArray();
            }
        });
    }

    Reply series(Request request) {
        Parameters parameters = parameters(request);
        List<List<Matcher>> groups = new ArrayList<>();
        List<String> selectors = new ArrayList<>(parameters.all("match"));
        selectors.addAll(parameters.all("match[]"));
        selectors.forEach(selector -> groups.add(matchers(selector)));
        if (groups.isEmpty()) {
            groups.add(List.of());
        }
        Set<Labels> found = new LinkedHashSet<>();
        groups.forEach(group -> stats(parameters, group).forEach(stream -> found.add(stream.labels())));
        return Answers.success(json -> {
            json.writeArrayPropertyStart("data");
            found.forEach(labels -> {
                json.writeStartObject();
                labels.forEach(json::writeStringProperty);
                json.writeEndObject();
            });
            json.writeEndArray();
        });
    }

    Reply indexStats(Request request) {
        Parameters parameters = parameters(request);
        List<StreamStats> stats = stats(parameters, requiredMatchers(parameters));
        return Answers.json(json -> {
            json.writeStartObject();
            json.writeNumberProperty("streams", stats.size());
            json.writeNumberProperty("chunks", sum(stats, StreamStats::chunks));
            json.writeNumberProperty("bytes", sum(stats, StreamStats::bytes));
            json.writeNumberProperty("entries", sum(stats, StreamStats::entries));
            json.writeEndObject();
        });
    }

    private static long sum(List<StreamStats> stats, java.util.function.ToLongFunction<StreamStats> what) {
        return stats.stream().mapToLong(what).sum();
    }

    /** Bytes by the labels that the selector names, the largest first. */
    Reply volume(Request request) {
        if (options.faults().active(Fault.VOLUME_UNAVAILABLE)) {
            return Reply.text(404, "not found");
        }
        Parameters parameters = parameters(request);
        Parameters.Range range = parameters.range();
        List<Result.Sample> samples = volumes(parameters, range.start(), range.end()).entrySet().stream()
                .map(entry -> new Result.Sample(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Result.Sample::value).reversed())
                .limit(parameters.positive("limit", MAX_VOLUMES))
                .toList();
        return Answers.result(new Result.Vector(samples), range.end(), new QueryStatistics(store));
    }

    Reply volumeRange(Request request) {
        if (options.faults().active(Fault.VOLUME_UNAVAILABLE)) {
            return Reply.text(404, "not found");
        }
        Parameters parameters = parameters(request);
        Parameters.Range range = parameters.range();
        long step = parameters.step(range);
        if ((range.end() - range.start()) / step > 11_000) {
            throw new BadRequestException(
                    "exceeded maximum resolution of 11,000 points per time series. Try increasing the"
                            + " value of the step parameter");
        }
        Map<Labels, List<Result.Point>> series = new LinkedHashMap<>();
        for (long start = range.start() - Math.floorMod(range.start(), step); start < range.end(); start += step) {
            long from = start;
            volumes(parameters, from, from + step)
                    .forEach((labels, bytes) -> series.computeIfAbsent(labels, l -> new ArrayList<>())
                            .add(new Result.Point(from, bytes)));
        }
        List<Result.Series> all = series.entrySet().stream()
                .map(entry -> new Result.Series(entry.getKey(), entry.getValue()))
                .limit(parameters.positive("limit", MAX_VOLUMES))
                .toList();
        return Answers.result(new Result.Matrix(all), range.end(), new QueryStatistics(store));
    }

    private Map<Labels, Long> volumes(Parameters parameters, long start, long end) {
        List<Matcher> matchers = requiredMatchers(parameters);
        Set<String> names = parameters.text("targetLabels").isEmpty()
                ? matchers.stream().map(Matcher::name).collect(Collectors.toSet())
                : Set.of(parameters.text("targetLabels").split(","));
        Map<Labels, Long> volumes = new LinkedHashMap<>();
        store.stats(matchers, start, end)
                .forEach(stream -> volumes.merge(stream.labels().only(names), stream.bytes(), Long::sum));
        return volumes;
    }

    private List<StreamStats> stats(Parameters parameters, List<Matcher> matchers) {
        Parameters.Range range = parameters.range();
        return store.stats(matchers, range.start(), range.end());
    }

    private static List<Matcher> optionalMatchers(Parameters parameters) {
        return parameters.query().isEmpty() ? List.of() : matchers(parameters.query());
    }

    private static List<Matcher> requiredMatchers(Parameters parameters) {
        return matchers(parameters.query());
    }

    private static List<Matcher> matchers(String selector) {
        Plan plan = LogQl.parse(selector);
        if (plan instanceof Plan.Log log && log.stages().isEmpty()) {
            return log.matchers();
        }
        throw new QueryException("only label matchers are supported");
    }
}
