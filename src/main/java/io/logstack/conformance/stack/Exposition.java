package io.logstack.conformance.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the Prometheus text exposition format, version 0.0.4, as strictly as it is specified: what a scrape may cut or
 * garble must not pass for a page with fewer metrics.
 */
public final class Exposition {
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

    private final String source;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<String> typed = new HashSet<>();
    private final Set<String> helped = new HashSet<>();
    private final Set<String> finished = new HashSet<>();
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Set<Series> series = new HashSet<>();
    private final Map<Series, Buckets> buckets = new LinkedHashMap<>();
    private String family = "";
    private int line;

    private Exposition(String source) {
        this.source = source;
    }

    /**
     * Parses a page.
     *
     * <p>Beyond the grammar it holds the page to these rules: the last line ends in a newline; a family has one TYPE and
     * one HELP, before its samples, and its lines stand together; no series occurs twice; a bucket carries {@code le}, and
     * every histogram has its {@code +Inf} bucket; there is at least one sample.
     *
     * @param source where the page was read, for messages
     * @throws MalformedExpositionException at the first line that breaks a rule
     */
    public static Metrics parse(String source, String text) {
        Exposition page = new Exposition(source);
        page.read(text);
        return new Metrics(source, Instant.now(), Map.copyOf(page.types), frozen(page.samples));
    }

    private static Map<String, List<Sample>> frozen(Map<String, List<Sample>> samples) {
        Map<String, List<Sample>> copy = new HashMap<>();
        samples.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        return Map.copyOf(copy);
    }

    private void read(String text) {
        int start = 0;
        while (start < text.length()) {
            line++;
            int end = text.indexOf('\n', start);
            if (end < 0) {
                throw malformed("the page ends in the middle of a line, after '" + excerpt(text.substring(start))
                        + "': every line must end in a newline");
            }
            readLine(text.substring(start, end));
            start = end + 1;
        }
        if (samples.isEmpty()) {
            line = Math.max(line, 1);
            throw malformed("the page has no sample");
        }
        for (Buckets histogram : buckets.values()) {
            if (!histogram.infinite) {
                line = histogram.line;
                throw malformed("the histogram " + histogram.name + " has buckets but none with le=\"+Inf\"");
            }
        }
    }

    private void readLine(String content) {
        ExpositionLine scanner = new ExpositionLine(content, this::malformed);
        scanner.skipBlanks();
        if (scanner.atEnd()) {
            return;
        }
        if (scanner.peek() == '#') {
            readComment(scanner);
        } else {
            readSample(scanner);
        }
    }

    private void readComment(ExpositionLine scanner) {
        scanner.expect('#');
        scanner.skipBlanks();
        String keyword = scanner.word();
        if (keyword.equals("HELP")) {
            String name = scanner.metricName();
            scanner.help();
            if (!helped.add(name)) {
                throw malformed("second HELP for " + name);
            }
            enter(name);
        } else if (keyword.equals("TYPE")) {
            String name = scanner.metricName();
            scanner.skipBlanks();
            String type = scanner.word();
            if (!TYPES.contains(type)) {
                throw malformed("'" + type + "' is not a metric type: counter, gauge, histogram, summary or untyped");
            }
            scanner.end("the type");
            if (!typed.add(name)) {
                throw malformed("second TYPE for " + name);
            }
            boolean inParts = type.equals("histogram") || type.equals("summary");
            if (types.containsKey(name) || (inParts && SUFFIXES.stream().anyMatch(part -> isUntyped(name + part)))) {
                throw malformed("TYPE of " + name + " comes after its first sample");
            }
            enter(name);
            types.put(name, type);
        }
    }

    private void readSample(ExpositionLine scanner) {
        String name = scanner.metricName();
        Map<String, String> labels = scanner.labels();
        double value = scanner.value();
        scanner.timestamp();

        String owner = familyOf(name);
        enter(owner);
        String type = types.computeIfAbsent(owner, unknown -> "untyped");
        if (!series.add(new Series(name, labels))) {
            throw malformed("second sample of the series " + name + labels);
        }
        if (type.equals("histogram")) {
            readBucket(owner, name, labels);
        } else if (type.equals("summary") && name.equals(owner)) {
            number(labels, "quantile", name);
        }
        samples.computeIfAbsent(name, first -> new ArrayList<>()).add(new Sample(labels, value));
    }

    private void readBucket(String owner, String name, Map<String, String> labels) {
        if (name.equals(owner)) {
            throw malformed(name + " is a histogram: its samples are " + name + "_bucket, _sum and _count");
        }
        if (name.endsWith("_bucket")) {
            double bound = number(labels, "le", name);
            Map<String, String> others = new HashMap<>(labels);
            others.remove("le");
            Buckets histogram =
                    buckets.computeIfAbsent(new Series(owner, others), first -> new Buckets(owner + others));
            histogram.line = line;
            histogram.infinite |= bound == Double.POSITIVE_INFINITY;
        }
    }

    private double number(Map<String, String> labels, String label, String name) {
        String text = labels.get(label);
        if (text == null) {
            throw malformed(name + " needs the label " + label);
        }
        return ExpositionLine.number(text, this::malformed);
    }

    private String familyOf(String name) {
        for (String suffix : SUFFIXES) {
            if (name.endsWith(suffix)) {
                String owner = name.substring(0, name.length() - suffix.length());
                String type = types.getOrDefault(owner, "");
                if (type.equals("histogram") || (type.equals("summary") && !suffix.equals("_bucket"))) {
                    return owner;
                }
            }
        }
        return name;
    }

    private boolean isUntyped(String name) {
        return types.containsKey(name) && !typed.contains(name);
    }

    private void enter(String next) {
        if (next.equals(family)) {
            return;
        }
        finished.add(family);
        if (finished.contains(next)) {
            throw malformed("the lines of " + next + " do not stand together: " + family + " comes between");
        }
        family = next;
    }

    private MalformedExpositionException malformed(String problem) {
        return new MalformedExpositionException(source, line, problem);
    }

    private static String excerpt(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private record Series(String name, Map<String, String> labels) {}

    private static final class Buckets {
        private final String name;
        private int line;
        private boolean infinite;

        private Buckets(String name) {
            this.name = name;
        }
    }
}
