package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who made an object of the suite's in a cluster, and until when they may need it.
 *
 * @param run the run's ID, as a label has it
 * @param expires after which the run that made it does not need it any more
 * @param maker the process that made it, where it could tell
 */
record Mark(String run, Instant expires, Optional<Maker> maker) {
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String SUITE = "logstack-conformance";
    static final String RUN = "logstack.io/conformance-run";
    static final String EXPIRES = "logstack.io/conformance-expires";
    static final String MAKER = "logstack.io/conformance-maker";

    private static final Logger LOG = LoggerFactory.getLogger(Mark.class);
    private static final int LONGEST_LABEL = 63;

    /** The mark of what this process makes now. */
    static Mark now(String run, Duration lifetime) {
        return new Mark(label(run), Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS), Maker.self());
    }

    /** The mark of an object, or empty when it has none, or none that can be read: whose it is, is not known then. */
    static Optional<Mark> of(ObjectMeta object) {
        Map<String, String> labels = Objects.requireNonNullElse(object.getLabels(), Map.of());
        Map<String, String> annotations = Objects.requireNonNullElse(object.getAnnotations(), Map.of());
        String expires = annotations.get(EXPIRES);
        if (!SUITE.equals(labels.get(MANAGED_BY)) || expires == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Mark(
                    labels.getOrDefault(RUN, ""),
                    Instant.parse(expires),
                    Maker.parse(annotations.getOrDefault(MAKER, ""))));
        } catch (DateTimeException e) {
            LOG.warn("{} has an unreadable expiry '{}'; it is left alone", object.getName(), expires);
            return Optional.empty();
        }
    }

    Map<String, String> labels() {
        return Map.of(MANAGED_BY, SUITE, RUN, run);
    }

    Map<String, String> annotations() {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(EXPIRES, expires.toString());
        maker.ifPresent(process -> annotations.put(MAKER, process.toString()));
        return annotations;
    }

    /** Whether its run is known not to need it any more: its time is over, or its process has ended. */
    boolean isAbandoned() {
        return expires.isBefore(Instant.now()) || maker.filter(Maker::hasEnded).isPresent();
    }

    /** A run's ID as the value of a label. */
    private static String label(String run) {
        String cut = run.replaceAll("[^A-Za-z0-9._-]", "-");
        return cut.substring(0, Math.min(LONGEST_LABEL, cut.length())).replaceAll("^[._-]+|[._-]+$", "");
    }
}
