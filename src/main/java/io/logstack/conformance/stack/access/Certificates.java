package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.StackUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS with the profile's PEM files. */
final class Certificates {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private Certificates() {}

    /**
     * Trusts and shows what the profile says, or empty when it says nothing.
     *
     * @throws StackUnavailableException when a file is not what it should be; names it
     */
    static Optional<SSLContext> context(Profile.Tls tls) {
        if (tls.caFile().isEmpty() && tls.clientCertificateFile().isEmpty()) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    tls.clientCertificateFile().isEmpty()
                            ? null
                            : shown(
                                    tls.clientCertificateFile().get(),
                                    tls.clientKeyFile().orElseThrow()),
                    tls.caFile().isEmpty() ? null : trusted(tls.caFile().get()),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new StackUnavailableException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trusted(String file) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates("tls.ca-file", file)) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] shown(String certificateFile, String keyFile)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry(
                "client",
                key(keyFile),
                NO_PASSWORD,
                certificates("tls.client-certificate-file", certificateFile).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String key, String file)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new GeneralSecurityException(key + " " + file + " holds no certificate in PEM");
            }
            return found;
        }
    }

    private static PrivateKey key(String file) throws GeneralSecurityException, IOException {
        Matcher pem = KEY.matcher(Files.readString(Path.of(file), StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new GeneralSecurityException("tls.client-key-file " + file
                    + " holds no unencrypted PKCS#8 key in PEM; 'openssl pkcs8 -topk8 -nocrypt' makes one of others");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        @Nullable InvalidKeySpecException refused = null;
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                refused = e;
            }
        }
        throw new GeneralSecurityException(
                "tls.client-key-file " + file + " holds a key that is neither RSA nor of an elliptic curve", refused);
    }
}
