package io.logstack.conformance.junit;

import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Gateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

record FakeGateway(Consumer<Exchange> log) implements Gateway {
    @Override
    public String address() {
        return "http://gateway.invalid";
    }

    @Override
    public Answer get(String path, Map<String, String> parameters) {
        return exchange("GET", path, "");
    }

    @Override
    public Answer post(String path, String contentType, byte[] body) {
        return exchange("POST", path, new String(body, StandardCharsets.UTF_8));
    }

    private Answer exchange(String method, String path, String body) {
        URI uri = URI.create(address() + path);
        log.accept(new Exchange(Instant.now(), "gateway", method, uri, body, 200, body, Duration.ZERO, null));
        return new Answer(uri, 200, "text/plain", body, Duration.ZERO);
    }
}
