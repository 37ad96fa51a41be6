package io.logstack.conformance.homelab.kubernetes.api;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** An answer with a body that is there at once. */
record ApiReply(int status, String contentType, byte[] body) {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static ApiReply json(int status, JsonNode body) {
        return new ApiReply(status, "application/json", JSON.writeValueAsBytes(body));
    }

    static ApiReply text(String body) {
        return new ApiReply(200, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }
}
