package io.logstack.conformance.profile;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A type of single values.
 *
 * @param type the Java type that the mapping declares
 * @param accepted what may be written, as a noun phrase
 * @param reader reads a text that is neither empty nor padded, or throws {@link IllegalArgumentException} with a clause
 *     that says why it cannot
 */
record ScalarType<T>(Class<T> type, String accepted, Function<String, T> reader) {
    private static final Map<Class<?>, ScalarType<?>> PLAIN = Map.ofEntries(
            plain(ProxyAddress.class, ProxyAddress.ACCEPTED, ProxyAddress::parse),
            plain(String.class, "text", text -> text),
            plain(Secret.class, "text", Secret::new),
            plain(Boolean.class, "true or false", ScalarType::flag),
            plain(Integer.class, "a whole number", text -> number(text, Integer::parseInt)),
            plain(Long.class, "a whole number", text -> number(text, Long::parseLong)),
            plain(Duration.class, Durations.ACCEPTED, Durations::parse),
            plain(Cores.class, Cores.ACCEPTED, Cores::parse),
            plain(DeploymentMode.class, DeploymentMode.ACCEPTED, DeploymentMode::parse),
            plain(PodCount.class, PodCount.ACCEPTED, PodCount::parse),
            plain(Waiver.class, Waiver.ACCEPTED, Waiver::parse),
            plain(ByteSize.class, ByteSize.ACCEPTED, ByteSize::parse),
            plain(ImageName.class, ImageName.ACCEPTED, ImageName::parse),
            plain(URI.class, "an absolute http or https URL such as http://loki:3100", ScalarType::url));

    private static <T> Map.Entry<Class<?>, ScalarType<?>> plain(
            Class<T> type, String accepted, Function<String, T> reader) {
        return Map.entry(type, new ScalarType<>(type, accepted, reader));
    }

    /** @throws IllegalStateException when the mapping declares a type that nobody taught to be read */
    static ScalarType<?> of(Class<?> type) {
        ScalarType<?> plain = PLAIN.get(type);
        if (plain == null && type.isEnum()) {
            return ofEnum(type);
        }
        if (plain == null) {
            throw new IllegalStateException("profiles cannot read values of type " + type.getName());
        }
        return plain;
    }

    /** Why a text cannot be read, as a clause, or empty when it can. */
    Optional<String> refusal(String text) {
        try {
            var unused = reader.apply(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    boolean secret() {
        return type == Secret.class;
    }

    private static <T> ScalarType<T> ofEnum(Class<T> type) {
        Map<String, T> constants =
                Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(ScalarType::kebab, c -> c));
        String accepted = "one of "
                + Arrays.stream(type.getEnumConstants()).map(ScalarType::kebab).collect(Collectors.joining(", "));
        return new ScalarType<>(type, accepted, text -> {
            T constant = constants.get(text.toLowerCase(Locale.ROOT).replace('_', '-'));
            if (constant == null) {
                throw new IllegalArgumentException("is not known");
            }
            return constant;
        });
    }

    static String kebab(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static <N> N number(String text, Function<String, N> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    text.matches("[+-]?\\d+") ? "is out of range" : "is not a whole number", e);
        }
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
        if (url.getScheme() == null || !url.getScheme().matches("(?i)https?")) {
            throw new IllegalArgumentException("is not an http or https URL");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("holds credentials, which belong to the username and password keys");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (url.getPort() > 65_535 || url.getPort() == 0) {
            throw new IllegalArgumentException("has no valid port");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("has a query or fragment, which a base URL cannot have");
        }
        return URI.create(text.replaceAll("/+$", ""));
    }
}
