package io.logstack.conformance.expectations.recovery;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import io.logstack.conformance.expectations.ingestion.ProbePod;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A pod on each of some nodes that writes numbered lines to stdout at a steady pace, for as long as a disturbance may take.
 *
 * @param batch common to them, and to no others; part of each line
 * @param lines that each of them writes, numbered from 0
 * @param pace between two lines
 */
record SteadyProbes(String batch, List<ProbePod> probes, int lines, Duration pace) {
    private static final double NANOS = 1e9;

    /**
     * @param lines in all, spread over the nodes; at least two each
     * @param time that they are spread over
     */
    static SteadyProbes on(List<String> nodes, String batch, int lines, Duration time) {
        List<ProbePod> probes = new ArrayList<>();
        nodes.forEach(node -> probes.add(ProbePod.on(node, batch, probes.size())));
        int each = Math.max(2, lines / Math.max(1, nodes.size()));
        return new SteadyProbes(batch, List.copyOf(probes), each, time.dividedBy(each));
    }

    /** @param life of the pod, in which it must have been judged */
    Pod manifest(ProbePod probe, Profile profile, List<Toleration> tolerations, Duration life) {
        String pause = String.format(Locale.ROOT, "sleep %.3f", pace.toNanos() / NANOS);
        // Unrolled: a shell's loop would be no shorter to read in the pod, and each line says what is expected.
        String script = IntStream.range(0, lines)
                .mapToObj(number -> "echo '" + line(probe, number) + "'; " + pause)
                .collect(Collectors.joining("; ", "", "; exec sleep " + life.toSeconds()));
        return new PodBuilder(probe.manifest(profile, batch, tolerations, script))
                .editSpec()
                .withActiveDeadlineSeconds(life.toSeconds())
                .endSpec()
                .build();
    }

    static String line(ProbePod probe, int number) {
        return probe.line() + ", line " + number;
    }

    /** Part of every line, and of no other. */
    String mark() {
        return "conformance probe " + batch + " ";
    }

    /** The numbers of the lines that a probe has written so far, as its node has them. */
    BitSet written(Cluster cluster, ProbePod probe, String namespace) {
        BitSet written = new BitSet();
        cluster.log(namespace, probe.name(), RestrictedPod.CONTAINER, lines, false)
                .lines()
                .forEach(line -> number(probe, line).ifPresent(written::set));
        return written;
    }

    /** The number of a probe's line, or empty where it is another's. */
    OptionalInt number(ProbePod probe, String line) {
        Matcher numbered = Pattern.compile(Pattern.quote(probe.line()) + ", line ([0-9]{1,6})")
                .matcher(line.strip());
        return numbered.matches() ? OptionalInt.of(Integer.parseInt(numbered.group(1))) : OptionalInt.empty();
    }
}
