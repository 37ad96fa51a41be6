package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Gateway;
import java.util.Map;

/** The gateway at its address. */
final class GatewayClient implements Gateway {
    private final Endpoint endpoint;

    GatewayClient(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String address() {
        return endpoint.address();
    }

    @Override
    public Answer get(String path, Map<String, String> parameters) {
        return endpoint.get(path, parameters);
    }

    @Override
    public Answer post(String path, String contentType, byte[] body) {
        return endpoint.post(path, contentType, body);
    }
}
