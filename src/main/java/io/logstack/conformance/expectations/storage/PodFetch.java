package io.logstack.conformance.expectations.storage;

import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.expectations.cluster.RestrictedPod;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a pod that fetches a URL has told so far.
 *
 * @param started whether its container has started
 * @param ended whether it will say no more
 * @param waitsFor why it has not started, otherwise
 * @param status the last HTTP status that it was answered with
 * @param lastLine the last line of its log, or empty
 */
record PodFetch(boolean started, boolean ended, String waitsFor, Optional<Integer> status, String lastLine) {
    /** As busybox' and GNU's wget print it with {@code -S}. */
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})");

    private static final Pattern NO_WGET = Pattern.compile("(?m)^.*wget: (?:command )?not found$");

    /** A new pod's network may take a moment: policies and routes are brought to it after it has started. */
    private static final int ATTEMPTS = 3;

    /**
     * What a pod is to do.
     *
     * @param timeout of one attempt
     */
    static String script(String url, Duration timeout) {
        String attempt = "wget -S -T " + Math.max(1, timeout.toSeconds()) + " -O /dev/null " + url;
        return String.join("; sleep 1; ", Collections.nCopies(ATTEMPTS, attempt));
    }

    static PodFetch of(Optional<Pod> pod, String log) {
        List<String> lines =
                log.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<Integer> statuses = STATUS.matcher(log)
                .results()
                .map((MatchResult match) -> Integer.valueOf(match.group(1)))
                .toList();
        return new PodFetch(
                pod.flatMap(RestrictedPod::started).isPresent(),
                pod.map(RestrictedPod::ended).orElse(false),
                pod.map(RestrictedPod::waitsFor).orElse("it does not exist"),
                statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.get(statuses.size() - 1)),
                NO_WGET.matcher(log).find() ? "wget: not found" : lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }

    /** Whether waiting on is of no use. */
    boolean told() {
        return ended || answered();
    }

    /** A status of the store itself: a proxy before a store that is away answers 502 to 504, and it may come yet. */
    private boolean answered() {
        return status.filter(code -> code < 500).isPresent();
    }

    void judge(String url, Class<?> expectation, Evidence evidence) {
        String source = url + ", fetched by a pod";
        evidence.measured(
                "answer to a pod without credentials",
                status.map(code -> (Object) code).orElse(started ? "none" : "not asked"),
                "",
                "an HTTP status below 500",
                source);
        if (!started && status.isEmpty()) {
            throw new InconclusiveException("The probe pod did not start: " + waitsFor + ".", null);
        }
        if (status.isEmpty() && lastLine.equals("wget: not found")) {
            throw new InconclusiveException(
                    "The probe image has no wget to fetch with; the profile's workload.probe-image names it.", null);
        }
        assertThat(new Finding(
                        answered(),
                        "an answer of the object store",
                        status.map(code -> "status " + code)
                                .orElse(lastLine.isEmpty() ? "nothing, in all its time" : "'" + lastLine + "'"),
                        source))
                .orElse(expectation)
                .holds();
    }
}
