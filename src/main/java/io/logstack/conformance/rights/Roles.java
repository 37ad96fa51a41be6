package io.logstack.conformance.rights;

import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.profile.Profile;
import java.util.Locale;

/** The roles of a safety level, as {@code profiles/rbac} has them for the live profile. */
public final class Roles {
    /** What the ServiceAccount and the roles of every level are called, so that applying one level replaces another. */
    public static final String NAME = "logstack-conformance";

    private Roles() {}

    /** YAML for {@code kubectl apply}: a ServiceAccount in the monitoring namespace, its roles, their bindings. */
    public static String of(Safety level, Profile profile) {
        RoleManifest.Subject account =
                new RoleManifest.Subject(profile.namespaces().monitoring(), NAME);
        String label = level.name().toLowerCase(Locale.ROOT);
        return "# All that the suite asks of the Kubernetes API at safety " + label
                + ", and no more. Applied over the roles of"
                + " another\n# level they replace those. For a profile with other names or other ways:\n"
                + "#   java -jar logging-stack-conformance.jar rights --profile FILE --safety " + label + "\n"
                + account.account()
                + new RoleManifest(
                                NAME,
                                account,
                                NeededRights.of(level, profile).stream()
                                        .map(right -> Rule.of(right, profile))
                                        .toList())
                        .yaml();
    }
}
