package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a Deployment was before a run scaled it, noted on the Deployment in the request that scales it: where that run is
 * killed, the next one at safety disrupt puts it back.
 *
 * @param replicas before
 * @param mark of the run that scaled it
 */
record Was(int replicas, Mark mark) {
    static final String ANNOTATION = "logstack.io/conformance-was";

    private static final Logger LOG = LoggerFactory.getLogger(Was.class);
    private static final String MERGE = "application/merge-patch+json";

    /** What a Deployment was before a run scaled it, or empty where none did, or what it noted cannot be read. */
    static Optional<Was> of(Deployment deployment) {
        Map<String, String> annotations =
                Objects.requireNonNullElse(deployment.getMetadata().getAnnotations(), Map.of());
        String noted = annotations.get(ANNOTATION);
        if (noted == null) {
            return Optional.empty();
        }
        try {
            Map<?, ?> told = Serialization.unmarshal(noted, Map.class);
            return Optional.of(new Was(
                    Integer.parseInt(String.valueOf(told.get("replicas"))),
                    new Mark(
                            String.valueOf(told.get("run")),
                            Instant.parse(String.valueOf(told.get("expires"))),
                            Maker.parse(String.valueOf(told.get("maker"))))));
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} has an unreadable annotation {}: '{}'; it is left alone",
                    deployment.getMetadata().getName(),
                    ANNOTATION,
                    noted);
            return Optional.empty();
        }
    }

    /** Scales a Deployment and notes what it was; where it has so many replicas again, the note goes. */
    static Optional<Deployment> scale(Deployment before, int replicas, Mark mark, String path, KubernetesCalls calls) {
        int was = Objects.requireNonNullElse(before.getSpec().getReplicas(), 1);
        return patch(replicas, replicas == was ? null : new Was(was, mark).text(), path, calls);
    }

    /**
     * Puts back what a run that has ended left of a Deployment.
     *
     * @return until when the run that scaled it may need it so, or empty where none does
     * @throws io.logstack.conformance.stack.NoAnswerException when the API server does not answer, or refuses
     */
    static Optional<Instant> putBack(String path, KubernetesCalls calls) {
        Optional<Was> was = calls.get(path, Deployment.class).flatMap(Was::of);
        if (was.filter(left -> left.mark().isAbandoned()).isEmpty()) {
            return was.map(left -> left.mark().expires());
        }
        LOG.info(
                "Scaling {} back to {} replicas, as it was before run {}",
                path,
                was.get().replicas(),
                was.get().mark().run());
        var unused = patch(was.get().replicas(), null, path, calls);
        return Optional.empty();
    }

    private static Optional<Deployment> patch(int replicas, @Nullable String note, String path, KubernetesCalls calls) {
        Map<String, @Nullable String> annotations = new HashMap<>();
        annotations.put(ANNOTATION, note);
        return calls.patch(
                MERGE,
                path,
                Map.of("metadata", Map.of("annotations", annotations), "spec", Map.of("replicas", replicas)),
                Deployment.class);
    }

    private String text() {
        Map<String, Object> noted = new LinkedHashMap<>();
        noted.put("replicas", replicas);
        noted.put("run", mark.run());
        noted.put("expires", mark.expires().toString());
        mark.maker().ifPresent(maker -> noted.put("maker", maker.toString()));
        return Serialization.asJson(noted);
    }
}
