package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProxyAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How URLs are spoken to.
 *
 * @param tls what is trusted and shown, or empty for what this machine has
 * @param proxy between here and there
 * @param except hosts that are reached without it; one that begins with a dot stands for all below it
 */
record Outbound(Optional<SSLContext> tls, Optional<ProxyAddress> proxy, List<String> except) {
    /** Without anything between. */
    static final Outbound DIRECT = new Outbound(Optional.empty(), Optional.empty(), List.of());

    /** @throws io.logstack.conformance.stack.StackUnavailableException when a certificate's file is not what it should be */
    static Outbound of(Profile profile) {
        return new Outbound(
                Certificates.context(profile.tls()),
                profile.proxy().url(),
                profile.proxy().except().orElse(List.of()));
    }

    /** Whether names are resolved and connections made by a SOCKS proxy. */
    boolean socks() {
        return proxy.filter(address -> address.kind() == ProxyAddress.Kind.SOCKS5)
                .isPresent();
    }

    /** The proxy on the way to a host, if any. */
    Optional<ProxyAddress> proxyTo(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean excepted = except.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .anyMatch(pattern -> pattern.startsWith(".") ? name.endsWith(pattern) : name.equals(pattern));
        return excepted ? Optional.empty() : proxy;
    }

    /** As Java's own sockets and connections take it. */
    Proxy javaProxyTo(String host) {
        return proxyTo(host)
                .map(address -> new Proxy(
                        address.kind() == ProxyAddress.Kind.HTTP ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
                        new InetSocketAddress(address.host(), address.port())))
                .orElse(Proxy.NO_PROXY);
    }
}
