package io.logstack.conformance.containers.docker;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Whether a part answers its own question for readiness. */
public final class Readiness {
    private static final int PATIENCE = (int) Duration.ofSeconds(2).toMillis();

    private Readiness() {}

    /** Whether it answers 200. */
    public static boolean of(URI base, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) base.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE);
            connection.setReadTimeout(PATIENCE);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
