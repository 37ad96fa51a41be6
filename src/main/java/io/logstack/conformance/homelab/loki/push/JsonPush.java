package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.logql.Entry;
import io.logstack.conformance.homelab.logql.Labels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads a push as JSON: {@code {"streams": [{"stream": {…}, "values": [["<ns>", "line", {…}]]}]}}. Errors have the shape of
 * those of Loki's own reader, with an excerpt of the body around the place.
 */
final class JsonPush {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();
    private static final String OPERATION = "loghttp.PushRequest.Streams: []loghttp.LogProtoStream: ";

    private final byte[] body;
    private final JsonParser parser;

    private JsonPush(byte[] body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    /** Labels as text, and entries. */
    record Raw(String labels, List<Entry> entries) {}

    /** @throws PushException when it is no push */
    static List<Raw> read(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            return new JsonPush(body, parser).streams();
        }
    }

    private List<Raw> streams() {
        List<Raw> streams = new ArrayList<>();
        try {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.VALUE_NULL) {
                return streams;
            }
            if (first != JsonToken.START_OBJECT) {
                throw refused("loghttp.PushRequest: ReadObject: expect { or , or } or n, but found " + found());
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isStreams = parser.currentName().equalsIgnoreCase("streams");
                JsonToken value = parser.nextToken();
                if (!isStreams) {
                    parser.skipChildren();
                } else if (value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        streams.add(stream());
                    }
                } else if (value != JsonToken.VALUE_NULL) {
                    throw refused(OPERATION + "decode slice: expect [ or n, but found " + found());
                }
            }
            return streams;
        } catch (JacksonException e) {
            throw refused(OPERATION + "decode slice: expect [ or n, but found " + found());
        }
    }

    private Raw stream() {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return new Raw("", List.of());
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused(OPERATION + "unmarshalerDecoder: Value looks like object, but can't find closing '}' symbol");
        }
        String labels = "";
        List<Entry> entries = new ArrayList<>();
        StreamError error = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            try {
                if (key.equals("stream")) {
                    labels = text(labels());
                } else if (key.equals("values") && parser.currentToken() != JsonToken.VALUE_NULL) {
                    entries(entries);
                } else {
                    parser.skipChildren();
                }
            } catch (StreamError e) {
                error = e;
                toEndOfStream();
                break;
            }
        }
        if (error != null) {
            throw refused(OPERATION + "unmarshalerDecoder: " + error.getMessage());
        }
        return new Raw(labels, entries);
    }

    /** Something in a stream that is JSON and not what it should be; told at the end of the stream. */
    private static final class StreamError extends RuntimeException {
        StreamError(String message) {
            super(message, null, false, false);
        }

        static StreamError string() {
            return new StreamError("Value looks like Number/Boolean/None, but can't find its end: ',' or '}' symbol");
        }

        static StreamError object() {
            return new StreamError("Value looks like object, but can't find closing '}' symbol");
        }

        static StreamError array() {
            return new StreamError("Value is array, but can't find closing ']' symbol");
        }
    }

    private int depthOfStream = 2;

    private void toEndOfStream() {
        while (parser.streamReadContext().getNestingDepth() > depthOfStream) {
            parser.nextToken();
        }
        while (parser.currentToken() != JsonToken.END_OBJECT
                || parser.streamReadContext().getNestingDepth() >= depthOfStream + 1) {
            parser.nextToken();
        }
    }

    private Map<String, String> labels() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw StreamError.object();
        }
        Map<String, String> labels = new TreeMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
                // Loki takes the text of whatever stands there.
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                labels.put(name, new String(body, from, to - from, StandardCharsets.UTF_8));
            } else {
                labels.put(name, parser.getString());
            }
        }
        return labels;
    }

    private static String text(Map<String, String> labels) {
        return Labels.of(labels).toString();
    }

    private void entries(List<Entry> entries) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw StreamError.array();
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                entries.add(entry());
            }
        }
    }

    private Entry entry() {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw StreamError.array();
        }
        long timestamp = 0;
        String line = "";
        Labels metadata = Labels.NONE;
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            switch (i) {
                case 0 -> timestamp = timestamp(string());
                case 1 -> line = string();
                case 2 -> metadata = metadata();
                default -> parser.skipChildren();
            }
        }
        return new Entry(timestamp, line, metadata);
    }

    private String string() {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw StreamError.string();
        }
        return parser.getString();
    }

    private static long timestamp(String text) {
        try {
            if (text.startsWith("+")) {
                throw StreamError.string();
            }
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw StreamError.string();
        }
    }

    private Labels metadata() {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw StreamError.object();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            metadata.put(name, string());
        }
        return Labels.of(metadata);
    }

    private String found() {
        int at = offset();
        return at < body.length ? String.valueOf((char) body[at]) : "\u0000";
    }

    private int offset() {
        return (int) Math.max(0, Math.min(body.length, parser.currentLocation().getByteOffset()));
    }

    private PushException refused(String message) {
        int at = offset();
        int from = Math.max(0, at - 10);
        return PushException.unparseable(message + ", error found in #" + (at - from) + " byte of ...|"
                + excerpt(at, 10) + "|..., bigger context ...|" + excerpt(at, 50) + "|...");
    }

    private String excerpt(int at, int around) {
        return new String(
                Arrays.copyOfRange(body, Math.max(0, at - around), Math.min(body.length, at + around)),
                StandardCharsets.UTF_8);
    }
}
