package io.logstack.conformance.profile;

import java.net.URI;
import java.net.URISyntaxException;

/** A proxy for the profile's URLs, written {@code http://proxy:3128} or {@code socks5://proxy:1080}. */
public record ProxyAddress(Kind kind, String host, int port) {
    static final String ACCEPTED = "a proxy without a login, such as http://proxy:3128 or socks5://proxy:1080";

    private static final int MOST_PORTS = 65_535;

    /** How it is spoken to. */
    public enum Kind {
        HTTP,
        SOCKS5
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it is none, with a clause that says why
     */
    public static ProxyAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equals("http") && !scheme.equals("socks5")) {
            throw new IllegalArgumentException("is neither an http nor a socks5 URL");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("holds credentials, and proxies that ask for a login are not supported");
        }
        if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > MOST_PORTS) {
            throw new IllegalArgumentException("names no host and port");
        }
        return new ProxyAddress(scheme.equals("http") ? Kind.HTTP : Kind.SOCKS5, uri.getHost(), uri.getPort());
    }

    @Override
    public String toString() {
        return ScalarType.kebab(kind) + "://" + host + ":" + port;
    }
}
