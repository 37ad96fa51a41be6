package io.logstack.conformance.containers.k3s;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Verdict;
import io.logstack.conformance.junit.Catalogue;
import io.logstack.conformance.matrix.Matrix;
import io.logstack.conformance.matrix.Row;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What is said of runs on real parts: {@code fixtures/fault-matrix-containers.yaml} over the rows of the homelab's faults.
 *
 * @param young IDs of what a young stack may leave inconclusive beyond {@code young-and-idle.yaml}, each with the reason
 * @param warned IDs of what a young stack may be warned of, each with the reason
 * @param faults rows by fault
 */
record PartFaultRows(Map<String, String> young, Map<String, String> warned, Map<String, Written> faults) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Set<Capability> NOT_THERE = Set.of(Capability.ROOK, Capability.FLUX, Capability.GRAFANA);

    /** @param as the homelab's fault of which this is the real one */
    record Written(String as, @Nullable Map<String, Difference> differs) {
        Map<String, Difference> differences() {
            return Objects.requireNonNullElse(differs, Map.of());
        }
    }

    record Difference(Verdict verdict, String why) {}

    static PartFaultRows read() {
        return YAML.readValue(Path.of("fixtures/fault-matrix-containers.yaml").toFile(), PartFaultRows.class);
    }

    Written row(PartFault fault) {
        return Objects.requireNonNull(faults.get(fault.label()), () -> fault.label() + " has no row");
    }

    /** The homelab's row of which a fault's is the real one. */
    Row homelabs(PartFault fault) {
        String as = row(fault).as();
        return Objects.requireNonNull(Matrix.read().get(as), () -> "the homelab has no row of " + as);
    }

    /** What a run may say of each expectation about the stack, by ID, while it stands this fault. */
    Map<String, Set<Verdict>> verdicts(PartFault fault) {
        return verdicts(homelabs(fault).verdicts(), row(fault).differences());
    }

    /** The same while nothing is wrong. */
    Map<String, Set<Verdict>> healthy() {
        return verdicts(Map.of(), Map.of());
    }

    private Map<String, Set<Verdict>> verdicts(Map<String, Verdict> homelabs, Map<String, Difference> differences) {
        Set<String> inconclusive = inconclusive();
        Map<String, Set<Verdict>> verdicts = new TreeMap<>();
        for (Description expectation : Catalogue.ofSuite().descriptions()) {
            String id = expectation.id();
            if (expectation.area() == Area.DRIFT) {
                continue;
            }
            Difference difference = differences.get(id);
            Verdict verdict = difference != null ? difference.verdict() : homelabs.getOrDefault(id, Verdict.PASS);
            if (!Collections.disjoint(expectation.requires(), NOT_THERE)) {
                verdicts.put(id, Set.of(Verdict.NOT_APPLICABLE));
                continue;
            }
            Set<Verdict> said = EnumSet.of(verdict);
            if (verdict == Verdict.PASS && inconclusive.contains(id)) {
                said.add(Verdict.INCONCLUSIVE);
            }
            if (verdict == Verdict.PASS && warned.containsKey(id)) {
                said.add(Verdict.WARN);
            }
            verdicts.put(id, said);
        }
        return verdicts;
    }

    private Set<String> inconclusive() {
        JsonNode situations =
                YAML.readTree(Path.of("fixtures/young-and-idle.yaml").toFile());
        Set<String> ids = new HashSet<>(young.keySet());
        ids.addAll(situations.path("young").path("inconclusive").propertyNames());
        return ids;
    }
}
