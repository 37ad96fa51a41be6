package io.logstack.conformance.homelab.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one part asks another. One client for the whole process: its threads belong to no homelab, and a Java 17 client
 * cannot be closed.
 */
public final class PartClient {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private PartClient() {}

    /** GET without headers. */
    public static Reply get(URI uri, Duration timeout) throws IOException {
        return call("GET", uri, Map.of(), new byte[0], timeout);
    }

    /**
     * One request.
     *
     * @param timeout until the whole answer is there
     * @throws IOException when there is no answer; {@link java.net.http.HttpTimeoutException} when there is none in time
     */
    public static Reply call(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> answered = new LinkedHashMap<>();
            answer.headers().map().forEach((name, values) -> answered.put(name, values.get(0)));
            String contentType = answer.headers().firstValue("content-type").orElse("");
            return new Reply(answer.statusCode(), contentType, answer.body(), answered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while asking " + uri).initCause(e);
        }
    }
}
