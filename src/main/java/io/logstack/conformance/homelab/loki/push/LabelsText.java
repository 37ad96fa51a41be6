package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.logql.Labels;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads {@code {app="x", pod="y"}} as pushes bear it. */
final class LabelsText {
    private static final JsonFactory STRINGS = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private final String text;
    private int at;

    private LabelsText(String text) {
        this.text = text;
    }

    /**
     * The labels; those with an empty value are left out.
     *
     * @throws PushException when it is no set of labels
     */
    static Labels parse(String text) {
        return new LabelsText(text).read();
    }

    private Labels read() {
        Map<String, String> labels = new TreeMap<>();
        expect('{');
        space();
        while (!has('}')) {
            String name = name();
            space();
            expect('=');
            space();
            String value = value();
            if (!value.isEmpty()) {
                labels.put(name, value);
            }
            space();
            if (!has('}')) {
                expect(',');
                space();
            }
        }
        at++;
        space();
        if (at < text.length()) {
            throw unexpected();
        }
        return Labels.of(labels);
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        return text.substring(start, at);
    }

    private String value() {
        if (!has('"')) {
            throw unexpected();
        }
        int start = at;
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw refused(start, "unterminated quoted string");
        }
        at++;
        try (JsonParser parser = STRINGS.createParser(ObjectReadContext.empty(), text.substring(start, at))) {
            parser.nextToken();
            return parser.getString();
        } catch (JacksonException e) {
            throw refused(start, "invalid escape");
        }
    }

    private void expect(char c) {
        space();
        if (!has(c)) {
            throw unexpected();
        }
        at++;
    }

    private boolean has(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isNamePart(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        return letter || (!first && c >= '0' && c <= '9');
    }

    private PushException unexpected() {
        if (at >= text.length()) {
            return refused(at, "unexpected end of input");
        }
        return refused(at, "unexpected character inside braces: '" + text.charAt(at) + "'");
    }

    private static PushException refused(int position, String what) {
        return PushException.unparseable("couldn't parse labels: 1:" + (position + 1) + ": parse error: " + what);
    }
}
