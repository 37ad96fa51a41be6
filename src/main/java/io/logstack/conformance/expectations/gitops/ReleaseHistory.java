package io.logstack.conformance.expectations.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The revisions that Flux keeps of a release, in {@code status.history}.
 *
 * @param release kind and {@code namespace/name}
 * @param revisions newest first
 */
record ReleaseHistory(String release, List<Revision> revisions) {
    /** What Helm calls a revision that has run: one that failed or was never finished is nothing to go back to. */
    private static final Set<String> HAS_RUN = Set.of("deployed", "superseded");

    /**
     * One revision.
     *
     * @param version Helm's number
     * @param status Helm's word
     */
    record Revision(long version, String status, String chartVersion) {
        @Override
        public String toString() {
            return "v" + version + " " + status + " (chart " + chartVersion + ")";
        }
    }

    static ReleaseHistory of(GenericKubernetesResource release) {
        List<Revision> revisions = new ArrayList<>();
        JsonNode history = FluxObject.json(release).path("status").path("history");
        for (JsonNode entry : history) {
            revisions.add(new Revision(
                    entry.path("version").asLong(0),
                    entry.path("status").asString(""),
                    entry.path("chartVersion").asString("")));
        }
        revisions.sort(Comparator.comparingLong(Revision::version).reversed());
        return new ReleaseHistory(FluxObject.name(release), List.copyOf(revisions));
    }

    /** The newest revision before the present one that has run. */
    Optional<Revision> rollbackTarget() {
        return revisions.stream()
                .skip(1)
                .filter(revision -> HAS_RUN.contains(revision.status()))
                .findFirst();
    }

    /** Whether it was installed and never changed: then there is nothing to go back to yet. */
    boolean first() {
        return revisions.size() == 1 && revisions.get(0).version() == 1;
    }
}
