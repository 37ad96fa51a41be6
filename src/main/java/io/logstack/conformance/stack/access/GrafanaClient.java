package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Grafana;

/** Grafana at its address. */
final class GrafanaClient implements Grafana {
    private final Endpoint endpoint;

    GrafanaClient(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String address() {
        return endpoint.address();
    }

    @Override
    public Answer get(String path) {
        return endpoint.get(path);
    }
}
