package io.logstack.conformance.stack.access;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there was no connection, in the same words whichever client found out. */
final class NetworkFailure {
    private NetworkFailure() {}

    /**
     * A clause, or empty when there was a connection, as far as the exception tells.
     *
     * @param host that was to be reached, as its URL has it
     */
    static Optional<String> of(Throwable thrown, @Nullable String host) {
        List<Throwable> causes = causes(thrown);
        if (any(
                causes,
                cause -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException)) {
            return Optional.of("there is no host named " + host);
        }
        Optional<Throwable> certificate = causes.stream()
                .filter(cause -> cause instanceof CertificateException || cause instanceof CertPathBuilderException)
                .reduce((outer, inner) -> inner);
        if (certificate.isPresent()) {
            return Optional.of(certificate(certificate.get(), host));
        }
        if (any(causes, cause -> cause instanceof SSLException)) {
            return Optional.of("TLS with " + host + " failed: " + innermost(thrown));
        }
        return causes.stream()
                .filter(ConnectException.class::isInstance)
                .findFirst()
                .map(cause -> refused(cause.getMessage()));
    }

    /** What the innermost of the exceptions that say anything says. */
    static String innermost(Throwable thrown) {
        return causes(thrown).stream()
                .filter(cause ->
                        cause.getMessage() != null && !cause.getMessage().isBlank())
                .map(Throwable::getMessage)
                .reduce((outer, inner) -> inner)
                .orElse(thrown.getClass().getSimpleName());
    }

    private static String certificate(Throwable cause, @Nullable String host) {
        String whose = "the certificate of " + host;
        if (cause instanceof CertificateExpiredException) {
            return whose + " has expired: " + cause.getMessage();
        }
        if (cause instanceof CertificateNotYetValidException) {
            return whose + " is not valid yet: " + cause.getMessage();
        }
        return whose + " is not accepted: " + cause.getMessage()
                + (cause instanceof CertPathBuilderException
                        ? "; who signed it must be in the profile's tls.ca-file, or, for the Kubernetes API, in the kubeconfig"
                        : "");
    }

    /** One client says it in the message, another says nothing. */
    private static String refused(@Nullable String message) {
        return message == null || message.toLowerCase(java.util.Locale.ROOT).contains("refused")
                ? "connection refused"
                : message;
    }

    private static boolean any(List<Throwable> causes, Predicate<Throwable> wanted) {
        return causes.stream().anyMatch(wanted);
    }

    /** An exception and its causes, the outermost first. */
    static List<Throwable> causes(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = thrown; next != null && seen.add(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }
}
