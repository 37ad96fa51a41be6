package io.logstack.conformance.apart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority that clients may trust, and what it signed that they should not accept all the same. */
final class Certificates {
    /** Of the stores, which hold nothing of value. */
    static final String PASSWORD = "changeit";

    private static final int SECONDS = 60;

    private final Path directory;
    private final ServerSocketFactory expired;
    private final ServerSocketFactory ofAnotherHost;

    private Certificates(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        keytool("ca", "-genkeypair", "-dname", "CN=Homelab CA", "-validity", "3650", "-ext", "bc:c=ca:true");
        keytool("ca", "-exportcert", "-rfc", "-file", authority().toString());
        keytool("trust", "-importcert", "-noprompt", "-file", authority().toString());
        this.expired = signed("expired", "san=ip:127.0.0.1", "-startdate", "-20d", "-validity", "10");
        this.ofAnotherHost = signed("other", "san=dns:loki.example.org", "-validity", "3650");
    }

    /** Makes them with the JDK's own tool, which takes a few seconds. */
    static Certificates in(Path directory) {
        try {
            return new Certificates(directory);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The authority's certificate as PEM. */
    Path authority() {
        return directory.resolve("ca.pem");
    }

    /** A trust store with the authority alone. */
    Path trustStore() {
        return store("trust");
    }

    ServerSocketFactory expired() {
        return expired;
    }

    ServerSocketFactory ofAnotherHost() {
        return ofAnotherHost;
    }

    private ServerSocketFactory signed(String name, String extension, String... validity)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path request = directory.resolve(name + ".csr");
        Path certificate = directory.resolve(name + ".pem");
        keytool(name, "-genkeypair", "-dname", "CN=" + name);
        keytool(name, "-certreq", "-file", request.toString());
        List<String> signing = new ArrayList<>(List.of("-gencert", "-rfc", "-ext", extension));
        signing.addAll(Arrays.asList(validity));
        signing.addAll(List.of("-infile", request.toString(), "-outfile", certificate.toString()));
        keytool("ca", signing.toArray(new String[0]));
        Path chain = directory.resolve(name + "-chain.pem");
        Files.writeString(chain, Files.readString(certificate) + Files.readString(authority()));
        keytool(name, "-importcert", "-noprompt", "-file", chain.toString());
        return serving(name);
    }

    private ServerSocketFactory serving(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    private void keytool(String alias, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of(
                "-alias", alias, "-keystore", store(alias).toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        if (command.contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        }
    }
}
