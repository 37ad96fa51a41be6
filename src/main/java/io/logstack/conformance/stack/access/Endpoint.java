package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One part of the stack at its base URL, asked over HTTP. Every exchange is recorded. */
final class Endpoint {
    private static final String JSON = "application/json";

    private final String name;
    private final Route route;
    private final Map<String, String> headers;
    private final ExchangeLog log;

    /**
     * @param name the part's name as messages write it, such as {@code Loki}
     * @param headers sent with each request, never recorded
     */
    Endpoint(String name, Route route, Map<String, String> headers, ExchangeLog log) {
        this.name = name;
        this.route = route;
        this.headers = headers;
        this.log = log;
    }

    /** The part's name, as messages write it. */
    String name() {
        return name;
    }

    /** Where it is, for messages. */
    String address() {
        return route.address();
    }

    Answer get(String path) {
        return get(path, Map.of());
    }

    Answer get(String path, Map<String, String> parameters) {
        return answer(route.transports().functional(), ask("GET", uri(path, parameters), null, new byte[0], true));
    }

    /** As {@link #get}, by the faster client with the higher body cap. */
    Answer page(String path, Map<String, String> parameters) {
        return answer(route.transports().fast(), ask("GET", uri(path, parameters), null, new byte[0], true));
    }

    Answer post(String path, String contentType, byte[] body) {
        return answer(route.transports().fast(), ask("POST", uri(path, Map.of()), contentType, body, true));
    }

    /** A GET whose body is read and counted, not kept. */
    Transport.Told time(String path, Map<String, String> parameters) {
        return send(route.transports().fast(), ask("GET", uri(path, parameters), null, new byte[0], false));
    }

    /**
     * The answer, when it is 2xx.
     *
     * @throws NoAnswerException with the part's own words when it is not
     */
    Answer require(Answer answer, String asked) {
        if (!answer.ok()) {
            throw unusable(answer, asked, "");
        }
        return answer;
    }

    /** {@link #require}, and that the body is said to be JSON. */
    Answer requireJson(Answer answer, String asked) {
        require(answer, asked);
        if (!answer.contentType().toLowerCase(Locale.ROOT).startsWith(JSON)) {
            throw unusable(answer, asked, " as '" + answer.contentType() + "', not as " + JSON);
        }
        return answer;
    }

    /** What to throw when an answer is not what the API promises. */
    NoAnswerException unusable(Answer answer, String asked, String why) {
        String words = Legible.cut(log.redaction().text(answer.body().strip()), 500);
        return new NoAnswerException(name + " at " + route.address() + " answered " + asked + " with " + answer.status()
                + why + (words.isEmpty() ? " and no body" : ": " + words));
    }

    private Transport.Ask ask(String method, URI uri, @Nullable String contentType, byte[] body, boolean keep) {
        Map<String, String> sent = new LinkedHashMap<>(headers);
        // Nothing is unpacked here, so that a small answer is a small one.
        sent.put("Accept-Encoding", "identity");
        return new Transport.Ask(method, uri, sent, contentType, body, keep);
    }

    /** A question that only the way to the part has lost is asked once more. */
    private Answer answer(Transport transport, Transport.Ask ask) {
        long start = System.nanoTime();
        Transport.Told told;
        try {
            told = send(transport, ask);
        } catch (NoAnswerException e) {
            boolean again = ask.method().equals("GET")
                    && route.faults().since(start).filter(Route.Broken::passing).isPresent();
            if (!again) {
                throw e;
            }
            told = send(transport, ask);
        }
        Answer answer = new Answer(
                ask.uri(),
                told.status(),
                told.contentType(),
                new String(told.body(), StandardCharsets.UTF_8),
                told.took());
        // What an error page says is of use in any encoding.
        if (answer.ok() && !isUtf8(told.body())) {
            throw unusable(answer, asked(ask), " and a body that is not UTF-8");
        }
        return answer;
    }

    private Transport.Told send(Transport transport, Transport.Ask ask) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        String sent = ask.contentType() == null || isText(ask.contentType())
                ? new String(ask.body(), StandardCharsets.UTF_8)
                : "(" + ask.body().length + " bytes of " + ask.contentType() + ")";
        try {
            Transport.Told told = transport.send(ask);
            String body = ask.keepBody()
                    ? new String(told.body(), StandardCharsets.UTF_8)
                    : "(" + told.length() + " bytes, not kept)";
            log.told(at, component(), ask.method(), ask.uri(), sent, told.status(), body, told.took());
            return told;
        } catch (IOException e) {
            String failure = describe(e, asked(ask), route.faults().since(start));
            log.failed(
                    at,
                    component(),
                    ask.method(),
                    ask.uri(),
                    sent,
                    Duration.ofNanos(System.nanoTime() - start),
                    failure);
            throw new NoAnswerException(log.redaction().text(failure), e);
        }
    }

    private String component() {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String asked(Transport.Ask ask) {
        return ask.method() + " " + ask.uri().getPath();
    }

    private String describe(IOException e, String asked, Optional<Route.Broken> broken) {
        String who = name + " at " + route.address() + route.way();
        if (broken.isPresent()) {
            return who + " cannot be reached for " + asked + ": " + broken.get().why();
        }
        if (e instanceof BodyTooLargeException || e instanceof EncodedBodyException) {
            return who + " answered " + asked + " with " + e.getMessage();
        }
        if (e instanceof DeadlineExceededException) {
            return who + " did not answer " + asked + ": " + e.getMessage();
        }
        if (e instanceof ProxyRefusalException) {
            return who + " cannot be reached for " + asked + ": " + e.getMessage();
        }
        return NetworkFailure.of(e, route.base().getHost())
                .map(why -> who + " cannot be reached for " + asked + ": " + why)
                .orElseGet(() -> who + " broke off its answer to " + asked + ": " + NetworkFailure.innermost(e));
    }

    private static boolean isUtf8(byte[] body) {
        try {
            var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isText(String contentType) {
        return contentType.startsWith("text/") || contentType.startsWith(JSON) || contentType.contains("urlencoded");
    }

    private URI uri(String path, Map<String, String> parameters) {
        String prefix = route.base().toString();
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create((prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
                + encodedPath(path)
                + (query.isEmpty() ? "" : "?" + query));
    }

    private static String encodedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(Endpoint::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
