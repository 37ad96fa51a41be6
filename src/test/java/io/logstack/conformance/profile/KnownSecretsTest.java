package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class KnownSecretsTest {
    private static final String SECRET = "p\"l/an\\t&e d=+\u00fc";

    private final KnownSecrets secrets = new KnownSecrets(Profiles.load(
            Path.of("profiles", "endpoints.yaml"),
            Map.of(
                    "loki.url", "http://127.0.0.1:1",
                    "loki.username", "operator",
                    "loki.password", SECRET,
                    "object-store.bucket", "loki-chunks")));

    @Test
    void asItIs() {
        assertMasked(SECRET);
    }

    @Test
    void inUrls() {
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        assertMasked(encoded);
        assertMasked(encoded.replace("+", "%20"));
    }

    @Test
    void inJson() {
        String json = JsonMapper.shared().writeValueAsString(SECRET);
        assertMasked(json.substring(1, json.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:", "ab:", "operator:", "{\"auth\":\""})
    void inBase64WhateverComesBefore(String before) {
        byte[] whole = (before + SECRET + "\"}").getBytes(StandardCharsets.UTF_8);
        assertThat(secrets.mask(Base64.getEncoder().encodeToString(whole))).contains("***");
        assertThat(secrets.mask(Base64.getUrlEncoder().encodeToString(whole))).contains("***");
    }

    @Test
    void whatWasFoundLater() {
        secrets.addFound("correct horse");
        secrets.addFound("true");
        secrets.addFound("loki-chunks");
        assertThat(secrets.mask("it is true: the correct horse is in loki-chunks"))
                .isEqualTo("it is true: the *** is in loki-chunks");
    }

    private void assertMasked(String form) {
        assertThat(secrets.mask("<" + form + ">")).isEqualTo("<***>");
    }
}
