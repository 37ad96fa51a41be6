package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Capability;
import io.logstack.conformance.catalog.Description;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.rights.NeededRights;
import io.logstack.conformance.rights.RoleManifest;
import io.logstack.conformance.rights.Roles;
import io.logstack.conformance.rights.Rule;
import io.logstack.conformance.stack.AccessRequest;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the API server, before anything is judged, for every right that the expectations of a run need. Where one is missing
 * nothing is judged: a refused request would look like a part that does not answer, and leaving expectations out would make
 * a run pass for want of a right. Where the API server does not tell, the run goes on: that it does not answer is then for
 * the expectations to find.
 */
final class Preflight {
    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final Stack stack;
    private final Profile profile;
    private final Map<Right, Set<String>> needed = new EnumMap<>(Right.class);

    Preflight(Intent intent) {
        this.stack = intent.stack();
        this.profile = intent.profile();
        for (Description expectation : intent.expectations()) {
            NeededRights.of(expectation, profile)
                    .forEach(right -> needed.computeIfAbsent(right, ignored -> new TreeSet<>())
                            .add(expectation.id()));
        }
    }

    /** What is missing, all of it, or empty when nothing is. */
    Optional<MissingRightsException> missing() {
        if (needed.isEmpty() || stack.lacks(Capability.KUBERNETES).isPresent()) {
            return Optional.empty();
        }
        List<AccessRequest> refused;
        try {
            refused = stack.refused(needed.keySet().stream()
                    .flatMap(right -> Rule.of(right, profile).requests().stream())
                    .toList());
        } catch (NoAnswerException e) {
            LOG.warn("Whether the run has the rights that it needs could not be asked: {}", e.getMessage());
            return Optional.empty();
        }
        return refused.isEmpty() ? Optional.empty() : Optional.of(of(Set.copyOf(refused)));
    }

    private MissingRightsException of(Set<AccessRequest> refused) {
        List<String> lines = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        needed.forEach((right, expectations) -> Rule.of(right, profile)
                .only(refused)
                .ifPresent(rule -> {
                    rules.add(rule);
                    rule.requests()
                            .forEach(request -> lines.add(request + ", for " + String.join(", ", expectations) + " ("
                                    + rule.purpose() + ")"));
                }));
        return new MissingRightsException(lines, yaml(rules));
    }

    private String yaml(Collection<Rule> rules) {
        String user = stack.target().user();
        RoleManifest.Subject subject = user == null
                ? new RoleManifest.Subject(profile.namespaces().monitoring(), Roles.NAME)
                : RoleManifest.Subject.of(user);
        // A name of its own: under that of the level's roles it would replace what they grant.
        return new RoleManifest(Roles.NAME + "-missing", subject, rules).yaml();
    }
}
