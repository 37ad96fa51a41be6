package io.logstack.conformance.profile;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.Converter;

/** Loads profiles: file, then environment, then system properties, the later going before the earlier. */
public final class Profiles {
    /** System property with the path of the profile's file. */
    public static final String PROFILE_PROPERTY = "logstack.profile";

    /** System property with the run's ID. */
    public static final String RUN_PROPERTY = "logstack.run";

    /**
     * System property that repeats the name of the kubeconfig context: safety {@code disrupt} needs it on the live tier,
     * and it cannot be written into a file.
     */
    public static final String DISRUPT_PROPERTY = "logstack.disrupt";

    /** Names that begin as the profile's do and belong to what starts a run. */
    static final Set<String> RUNNER = Set.of(PROFILE_PROPERTY, RUN_PROPERTY, DISRUPT_PROPERTY);

    private Profiles() {}

    /**
     * Loads a file, under {@code LOGSTACK_*} of the environment and {@code logstack.*} of the system properties.
     *
     * @throws ProfileException with all mistakes at once
     */
    public static Profile load(Path file) {
        Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name, "")));
        return load(file, System.getenv(), properties);
    }

    /**
     * Loads a file under the given values alone, whatever environment and system properties say.
     *
     * @param overrides values by dotted key, with or without the prefix {@code logstack.}
     * @throws ProfileException with all mistakes at once
     */
    public static Profile load(Path file, Map<String, String> overrides) {
        Map<String, String> properties = new LinkedHashMap<>();
        overrides.forEach(
                (name, value) -> properties.put(name.startsWith("logstack.") ? name : "logstack." + name, value));
        return load(file, Map.of(), properties);
    }

    /**
     * Loads a file under an environment and properties; names of both that are not the suite's are passed over. An empty
     * value takes away what an earlier source set.
     *
     * @param properties by full name, such as {@code logstack.loki.url}
     * @throws ProfileException with all mistakes at once
     */
    public static Profile load(Path file, Map<String, String> environment, Map<String, String> properties) {
        List<String> mistakes = new ArrayList<>();
        List<Setting> settings = new ArrayList<>(ProfileFile.read(file, mistakes));
        boolean readable = !settings.isEmpty() || mistakes.isEmpty();
        settings.addAll(Surroundings.ofEnvironment(environment, mistakes));
        settings.addAll(Surroundings.ofProperties(properties, mistakes));

        Map<String, Setting> effective = new LinkedHashMap<>();
        Set<String> mistaken = new TreeSet<>();
        for (Setting setting : settings) {
            if (!setting.check(mistakes::add)) {
                mistaken.add(setting.key().name());
            } else if (setting.values().isEmpty()) {
                effective.keySet().removeIf(name -> name.equals(setting.name()));
            } else {
                effective.put(setting.name(), setting);
            }
        }
        if (readable) {
            mistaken.forEach(
                    name -> effective.values().removeIf(s -> s.key().name().equals(name)));
            ContainersRules.withoutCluster(effective);
            SecretFiles.read(effective, mistaken, mistakes);
            for (ProfileKey missing : missing(effective, mistaken)) {
                mistakes.add(file + ": " + missing.name() + " is missing; accepted: " + missing.accepted());
                mistaken.add(missing.name());
            }
            Profile profile = map(effective);
            mistakes.addAll(ProfileRules.violations(
                    file.toString(), profile, effective, mistaken, properties.getOrDefault(DISRUPT_PROPERTY, "")));
            if (mistakes.isEmpty()) {
                return profile;
            }
        }
        throw new ProfileException(file.toString(), mistakes);
    }

    /**
     * The effective values by key, in the order of the keys, defaults included: durations, sizes and names in one form
     * whatever they were written as. Absent values and secrets are left out.
     */
    public static SortedMap<String, String> effective(Profile profile) {
        return Collections.unmodifiableSortedMap(EffectiveValues.of(profile));
    }

    /** SHA-256 of the {@link #effective} values, in hexadecimal: the same for profiles that mean the same. */
    public static String hash(Profile profile) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            effective(profile).forEach((key, value) -> {
                sha.update(key.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
                sha.update(value.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<ProfileKey> missing(Map<String, Setting> effective, Set<String> mistaken) {
        return ProfileKeys.ALL.values().stream()
                .filter(key -> !key.optional() && key.defaultValue() == null)
                .filter(key -> !effective.containsKey(key.name()) && !mistaken.contains(key.name()))
                .toList();
    }

    private static Profile map(Map<String, Setting> effective) {
        Map<String, String> properties = new LinkedHashMap<>();
        // Overwritten by what was set; they stand in where the mistakes already say that a required key is not there.
        properties.put("logstack.name", "-");
        properties.put("logstack.tier", "embedded");
        effective.values().forEach(setting -> setting.addTo(properties));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "profile", 100))
                .withMapping(Profile.class);
        ProfileKeys.ALL.values().forEach(key -> convert(builder, key.type()));
        return builder.build().getConfigMapping(Profile.class);
    }

    private static <T> void convert(SmallRyeConfigBuilder builder, ScalarType<T> type) {
        // An absent value reaches a converter as the empty text; null is how a converter says that there is none.
        Converter<T> converter = text -> text.isEmpty() ? null : type.reader().apply(text);
        builder.withConverter(type.type(), 1_000, converter);
    }
}
