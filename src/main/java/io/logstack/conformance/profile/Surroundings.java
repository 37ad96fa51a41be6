package io.logstack.conformance.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What environment and system properties set. A name that begins with the suite's prefix and matches no key is a mistake. */
final class Surroundings {
    private static final String PROPERTY = "logstack.";
    private static final String VARIABLE = "LOGSTACK_";

    private Surroundings() {}

    static List<Setting> ofEnvironment(Map<String, String> environment, List<String> mistakes) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (!variable.toUpperCase(Locale.ROOT).startsWith(VARIABLE) || isRunners(variable)) {
                return;
            }
            String origin = "environment variable " + variable;
            Optional<Setting> setting = ProfileKeys.ALL.values().stream()
                    .map(key -> ofVariable(key, variable, text, origin))
                    .flatMap(Optional::stream)
                    .findFirst();
            setting.ifPresentOrElse(
                    settings::add, () -> mistakes.add(origin + " matches no key; " + variable(variable)));
        });
        return settings;
    }

    /** @param properties names with the prefix {@code logstack.}; others are passed over */
    static List<Setting> ofProperties(Map<String, String> properties, List<String> mistakes) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(properties).forEach((property, text) -> {
            if (!property.toLowerCase(Locale.ROOT).startsWith("logstack") || Profiles.RUNNER.contains(property)) {
                return;
            }
            String origin = "-D" + property;
            String name = property.substring(Math.min(PROPERTY.length(), property.length()));
            Optional<ProfileKey> key = property.startsWith(PROPERTY) ? ProfileKeys.find(name) : Optional.empty();
            key.ifPresentOrElse(
                    known -> settings.add(Setting.ofText(known, name, text, origin)),
                    () -> mistakes.add(origin + " matches no key; " + property(name)));
        });
        return settings;
    }

    private static Optional<Setting> ofVariable(ProfileKey key, String variable, String text, String origin) {
        if (variable.equals(key.variable()) && key.shape() != ProfileKey.Shape.NAMED) {
            return Optional.of(Setting.ofText(key, key.name(), text, origin));
        }
        String prefix = key.variable() + "_";
        if (key.shape() == ProfileKey.Shape.NAMED
                && variable.length() > prefix.length()
                && variable.startsWith(prefix)) {
            String entry =
                    variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            return Optional.of(Setting.ofText(key, key.name() + "." + entry, text, origin));
        }
        return Optional.empty();
    }

    private static boolean isRunners(String variable) {
        return Profiles.RUNNER.stream()
                .map(name -> ProfileKey.variable(name.substring(PROPERTY.length())))
                .anyMatch(variable::equals);
    }

    private static String variable(String unknown) {
        Set<String> variables = new TreeSet<>();
        ProfileKeys.ALL.values().forEach(key -> variables.add(key.variable()));
        return NearestName.to(unknown, variables)
                .map(near -> "did you mean " + near + "?")
                .orElse("accepted: LOGSTACK_ and a key of the profile in capitals, such as LOGSTACK_LOKI_URL");
    }

    private static String property(String unknown) {
        Set<String> names = new TreeSet<>(ProfileKeys.ALL.keySet());
        Profiles.RUNNER.forEach(name -> names.add(name.substring(PROPERTY.length())));
        return NearestName.to(unknown, names)
                .map(near -> "did you mean -Dlogstack." + near + "?")
                .orElseGet(() -> ProfileKeys.instead(unknown));
    }
}
