package io.logstack.conformance.containers.k3s;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** What MinIO says of itself to whoever asks. */
record Health(URI store) {
    private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(2).toMillis());

    /** Whether it answers, and that it is well. */
    boolean isLive() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    store.resolve("/minio/health/live").toURL().openConnection();
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
