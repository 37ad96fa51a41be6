package io.logstack.conformance.stack.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.apache.http.conn.DnsResolver;
import org.apache.http.conn.HttpInetSocketAddress;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.apache.http.params.HttpParams;
import org.jspecify.annotations.Nullable;

/** The sockets that REST Assured's HTTP client connects with. */
@SuppressWarnings("deprecation") // REST Assured takes no other client.
final class SchemeSockets {
    /** A name that is left to the SOCKS proxy to resolve. */
    static final DnsResolver UNRESOLVED = host -> new InetAddress[] {InetAddress.getByAddress(host, new byte[4])};

    private SchemeSockets() {}

    /** Sockets for one connection to a host. */
    static SchemeRegistry registry(Outbound outbound, String host) throws IOException {
        Proxy proxy = outbound.javaProxyTo(host);
        SSLContext tls = outbound.tls().isPresent() ? outbound.tls().get() : platform();
        boolean socks = proxy.type() == Proxy.Type.SOCKS;
        SchemeRegistry registry = new SchemeRegistry();
        registry.register(
                new Scheme("http", 80, socks ? new PlainThroughSocks(proxy) : PlainSocketFactory.getSocketFactory()));
        registry.register(
                new Scheme("https", 443, socks ? new TlsThroughSocks(tls, proxy) : new SSLSocketFactory(tls)));
        return registry;
    }

    private static SSLContext platform() throws IOException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no TLS", e);
        }
    }

    private static InetSocketAddress unresolved(InetSocketAddress address) {
        String host = address instanceof HttpInetSocketAddress http
                ? http.getHttpHost().getHostName()
                : address.getHostString();
        return InetSocketAddress.createUnresolved(host, address.getPort());
    }

    private static final class PlainThroughSocks extends PlainSocketFactory {
        private final Proxy proxy;

        PlainThroughSocks(Proxy proxy) {
            this.proxy = proxy;
        }

        @Override
        public Socket createSocket(HttpParams params) {
            return new Socket(proxy);
        }

        @Override
        public Socket connectSocket(
                Socket socket, InetSocketAddress remote, @Nullable InetSocketAddress local, HttpParams params)
                throws IOException {
            return super.connectSocket(socket, unresolved(remote), local, params);
        }
    }

    private static final class TlsThroughSocks extends SSLSocketFactory {
        private final Proxy proxy;

        TlsThroughSocks(SSLContext tls, Proxy proxy) {
            super(tls);
            this.proxy = proxy;
        }

        @Override
        public Socket createSocket(HttpParams params) {
            return new Socket(proxy);
        }

        @Override
        public Socket connectSocket(
                Socket socket, InetSocketAddress remote, @Nullable InetSocketAddress local, HttpParams params)
                throws IOException {
            return super.connectSocket(socket, unresolved(remote), local, params);
        }
    }
}
