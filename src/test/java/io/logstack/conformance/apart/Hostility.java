package io.logstack.conformance.apart;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a server, or what stands before it, does to its clients. */
enum Hostility {
    CONNECTION_REFUSED("(?i)connection refused", Way.NOBODY_LISTENS, talk -> {}),
    RESET("(?i)broke off|reset", Conversation::reset),
    HALF_CLOSED("(?i)broke off|no listing", talk -> {
        talk.write("HTTP/1.1 200 OK\r\nContent-Le");
        talk.closeOutput();
        talk.awaitEnd();
    }),
    SILENCE("no complete answer within", Conversation::awaitEnd),
    BYTE_A_SECOND("no complete answer within", talk -> {
        talk.head(200, "application/json", "Content-Length: 100000");
        talk.trickle();
    }),
    STATUS_500("\\b500\\b", talk -> talk.reply(500, "text/plain", "upstream connect error", "")),
    TOO_MANY_REQUESTS("\\b429\\b", talk -> talk.reply(429, "text/plain", "slow down", "Retry-After: 3600")),
    REDIRECT_LOOP("\\b302\\b", talk -> talk.reply(302, "text/plain", "", "Location: " + talk.path())),
    LOGIN_PAGE(
            "text/html|Sign in|what is no",
            talk -> talk.reply(200, "text/html", "<html><body><h1>Sign in</h1></body></html>", "")),
    TRUNCATED_JSON(
            "(?i)JSON|not XML|not 'module|YAML|in the middle of a line|what is no|resul'",
            talk -> talk.reply(200, "application/json", "{\"status\":\"success\",\"data\":{\"resul", "")),
    HUGE_BODY("more than \\d+ (MiB|bytes)", Conversation::hugeBody),
    INVALID_UTF_8("UTF-8|what is no|not XML", Conversation::invalidUtf8),
    GZIP_BOMB("gzip", Conversation::gzipBomb),
    EXPIRED_CERTIFICATE("(?i)expired", Way.EXPIRED, Conversation::forward),
    WRONG_HOST_NAME("(?i)certificate.*(name|127\\.0\\.0\\.1)", Way.OTHER_NAME, Conversation::forward),
    UNKNOWN_HOST("no host named", Way.NO_SUCH_HOST, talk -> {}),
    CONFLICT("\\b409\\b", talk -> talk.status(409, "Conflict", "the object has been modified")),
    GONE("\\b410\\b", talk -> talk.status(410, "Expired", "The provided continue parameter is too old")),
    PRIORITY_REJECT(
            "\\b429\\b", talk -> talk.status(429, "TooManyRequests", "Too many requests, please try again later"));

    /** What only the Kubernetes API says. */
    private static final Set<Hostility> OF_KUBERNETES = EnumSet.of(CONFLICT, GONE, PRIORITY_REJECT);

    /** How it comes about. */
    enum Way {
        /** Somebody listens, and answers so. */
        ANSWER,
        NOBODY_LISTENS,
        NO_SUCH_HOST,
        /** TLS with a certificate that was valid once. */
        EXPIRED,
        /** TLS with the certificate of another host. */
        OTHER_NAME
    }

    /** One answer. */
    @FunctionalInterface
    interface Talk {
        void to(Conversation client) throws IOException, InterruptedException;
    }

    /** What a message must say for a reader to know the cause. */
    final Pattern cause;

    final Way way;

    @SuppressWarnings("ImmutableEnumChecker") // it is stateless
    final Talk talk;
    /** Whether only the client's deadline ends it. */
    final boolean waits;

    Hostility(String cause, Talk talk) {
        this(cause, Way.ANSWER, talk);
    }

    Hostility(String cause, Way way, Talk talk) {
        this.cause = Pattern.compile(cause);
        this.way = way;
        this.talk = talk;
        this.waits = cause.contains("within");
    }

    boolean concerns(Component component) {
        return component == Component.KUBERNETES || !OF_KUBERNETES.contains(this);
    }
}
