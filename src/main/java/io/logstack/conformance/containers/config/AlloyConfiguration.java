package io.logstack.conformance.containers.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Alloy's configuration with the stack's own gateway in it: every endpoint of a {@code loki.write} is led there, without the
 * credentials that the operator's wants; the rest is as given, comments included. Pure: it asks nobody.
 */
public final class AlloyConfiguration {
    /** Of an endpoint: who asks, and whom it trusts. */
    private static final Set<String> CREDENTIALS = Set.of(
            "basic_auth",
            "oauth2",
            "authorization",
            "tls_config",
            "bearer_token",
            "bearer_token_file",
            "proxy_url",
            "proxy_from_environment");

    private final String source;
    private final String text;
    private final String url;
    private final List<Cut> cuts = new ArrayList<>();
    private int at;

    /** A part of the text that something else stands for. */
    private record Cut(int from, int to, String instead) {}

    private AlloyConfiguration(String source, String text, String url) {
        this.source = source;
        this.text = text;
        this.url = url;
    }

    /**
     * Renders a configuration.
     *
     * @param source the file, for messages
     * @param text what is in it
     * @param push where lines are pushed to, such as {@code http://loki-gateway.monitoring/loki/api/v1/push}
     * @throws ConfigurationException when it writes to no Loki, or is not in Alloy's syntax
     */
    public static String render(String source, String text, String push) {
        return new AlloyConfiguration(source, text, push).render();
    }

    private String render() {
        body(List.of());
        if (at < text.length()) {
            throw broken("a '}' closes nothing");
        }
        if (cuts.stream().noneMatch(cut -> cut.instead.contains(url))) {
            throw new ConfigurationException(
                    source, "has no endpoint with a url in a loki.write, so that nothing would reach Loki");
        }
        StringBuilder rendered = new StringBuilder();
        int done = 0;
        for (Cut cut : cuts) {
            rendered.append(text, done, cut.from).append(cut.instead);
            done = cut.to;
        }
        return rendered.append(text, done, text.length()).toString();
    }

    /** The statements up to the closing brace, or to the end. */
    private void body(List<String> within) {
        boolean endpoint = within.size() == 2
                && within.get(0).equals("loki.write")
                && within.get(1).equals("endpoint");
        for (skipBlank(); at < text.length() && text.charAt(at) != '}'; skipBlank()) {
            int from = at;
            String name = name();
            skipSpaces();
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                skipSpaces();
                int value = at;
                expression();
                if (endpoint && name.equals("url")) {
                    cuts.add(new Cut(value, at, '"' + url + '"'));
                } else if (endpoint && CREDENTIALS.contains(name)) {
                    cuts.add(new Cut(from, at, ""));
                }
                continue;
            }
            if (at < text.length() && text.charAt(at) == '"') {
                string();
                skipSpaces();
            }
            expect('{');
            int known = cuts.size();
            List<String> inside = new ArrayList<>(within);
            inside.add(name);
            body(inside);
            expect('}');
            if (endpoint && CREDENTIALS.contains(name)) {
                cuts.subList(known, cuts.size()).clear();
                cuts.add(new Cut(from, at, ""));
            }
        }
    }

    private String name() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (from == at) {
            throw broken("a name is expected");
        }
        return text.substring(from, at);
    }

    /** Up to the end of its line, or beyond while brackets are open. */
    private void expression() {
        int depth = 0;
        int from = at;
        int end = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (depth == 0 && (c == '\n' || c == '}' || text.startsWith("//", at))) {
                break;
            }
            if (c == '"' || c == '`') {
                string();
            } else if (text.startsWith("//", at) || text.startsWith("/*", at)) {
                comment();
                continue;
            } else {
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
                at++;
            }
            if (!Character.isWhitespace(c)) {
                end = at;
            }
        }
        if (end == from || depth != 0) {
            throw broken("a value is expected, with all its brackets closed");
        }
        at = end;
    }

    private void string() {
        char quote = text.charAt(at);
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            if (quote == '"' && text.charAt(at) == '\\') {
                at++;
            } else if (quote == '"' && text.charAt(at) == '\n') {
                throw broken("a string has no end");
            }
        }
        if (at >= text.length()) {
            throw broken("a string has no end");
        }
        at++;
    }

    private void comment() {
        String end = text.startsWith("/*", at) ? "*/" : "\n";
        int found = text.indexOf(end, at + 2);
        at = found < 0 ? text.length() : end.equals("\n") ? found : found + 2;
    }

    private void skipBlank() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',') {
                at++;
            } else if (text.startsWith("//", at) || text.startsWith("/*", at)) {
                comment();
            } else {
                return;
            }
        }
    }

    private void skipSpaces() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw broken("'" + c + "' is expected");
        }
        at++;
    }

    private ConfigurationException broken(String what) {
        int here = Math.min(at, text.length());
        long line = text.substring(0, here).chars().filter(c -> c == '\n').count() + 1;
        return new ConfigurationException(source, "is not in Alloy's syntax, line " + line + ": " + what);
    }
}
