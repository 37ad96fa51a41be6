package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 bucket through the AWS SDK. */
final class S3ObjectStore implements ObjectStore {
    private static final int PAGE = 1000;
    private static final String READ_STATISTICS = "read-stats";

    private final Route route;
    private final String bucket;
    private final Supplier<S3Client> client;
    private final Runnable started;
    private final Endpoint anonymous;
    private final Duration deadline;
    private final ExchangeLog log;

    /**
     * @param client asked at each call, for the credentials of that moment
     * @param started told when a call has ended
     * @param anonymous the same endpoint without credentials
     */
    S3ObjectStore(
            Route route,
            String bucket,
            Supplier<S3Client> client,
            Runnable started,
            Endpoint anonymous,
            Duration deadline,
            ExchangeLog log) {
        this.route = route;
        this.bucket = bucket;
        this.client = client;
        this.started = started;
        this.anonymous = anonymous;
        this.deadline = deadline;
        this.log = log;
    }

    @Override
    public URI endpoint() {
        return route.base();
    }

    @Override
    public String address() {
        return route.address() + ", bucket " + bucket;
    }

    @Override
    public List<StoredObject> list(String prefix, int limit) {
        List<StoredObject> objects = new ArrayList<>();
        Page page = page(prefix, Math.min(PAGE, limit), null);
        objects.addAll(page.objects);
        while (page.next != null && objects.size() < limit) {
            page = page(prefix, Math.min(PAGE, limit - objects.size()), page.next);
            objects.addAll(page.objects);
        }
        return List.copyOf(objects.subList(0, Math.min(limit, objects.size())));
    }

    @Override
    public Stream<StoredObject> walk(String prefix) {
        return Stream.iterate(
                        page(prefix, PAGE, null),
                        Objects::nonNull,
                        page -> page.next == null ? null : page(prefix, PAGE, page.next))
                .flatMap(page -> page.objects.stream());
    }

    /** @param next where the next page begins, or null after the last */
    private record Page(
            List<StoredObject> objects, @Nullable String next) {}

    private Page page(String prefix, int most, @Nullable String from) {
        ListObjectsV2Response page = call(
                "GET",
                "?list-type=2&max-keys=" + most + "&prefix=" + encoded(prefix)
                        + (from == null ? "" : "&continuation-token=" + encoded(from)),
                s3 -> s3.listObjectsV2(request ->
                        request.bucket(bucket).prefix(prefix).maxKeys(most).continuationToken(from)),
                S3ObjectStore::keys);
        if (page.name() == null) {
            throw unusable(page, "GET /" + bucket, "listing of the bucket");
        }
        String next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        if (Boolean.TRUE.equals(page.isTruncated()) && (next == null || next.equals(from))) {
            throw new NoAnswerException("S3 at " + address() + " answered GET /" + bucket
                    + " with a part of the list, and does not say where the rest begins");
        }
        return new Page(
                page.contents().stream()
                        .map(object -> new StoredObject(object.key(), object.size(), object.lastModified()))
                        .toList(),
                next);
    }

    /** Newer releases of RGW tell only when they are asked to; older ones tell anyway, and overlook the asking. */
    @Override
    public Optional<Statistics> statistics() {
        HeadBucketResponse head = call(
                "HEAD",
                "?" + READ_STATISTICS + "=true",
                s3 -> s3.headBucket(request -> request.bucket(bucket)
                        .overrideConfiguration(with -> with.putRawQueryParameter(READ_STATISTICS, "true"))),
                response -> "");
        Optional<Long> objects = count(head, "X-RGW-Object-Count");
        Optional<Long> bytes = count(head, "X-RGW-Bytes-Used");
        return objects.flatMap(count -> bytes.map(sum -> new Statistics(count, sum)));
    }

    private Optional<Long> count(HeadBucketResponse head, String header) {
        return head.sdkHttpResponse().firstMatchingHeader(header).map(text -> {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new NoAnswerException(
                        "S3 at " + address() + " answered HEAD /" + bucket + " with '" + text + "' as its " + header,
                        e);
            }
        });
    }

    @Override
    public void put(String key, byte[] content) {
        PutObjectResponse stored = call(
                "PUT",
                "/" + encodedKey(key),
                s3 -> s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content)),
                response -> "");
        if (stored.eTag() == null) {
            throw unusable(stored, "PUT /" + bucket + "/" + key, "ETag of what it stored");
        }
    }

    @Override
    public byte[] get(String key) {
        byte[][] content = new byte[1][];
        call(
                "GET",
                "/" + encodedKey(key),
                s3 -> s3.getObject(request -> request.bucket(bucket).key(key), (response, in) -> {
                    content[0] = read(new ResponseInputStream<>(response, in));
                    return response;
                }),
                response -> "(" + response.contentLength() + " bytes)");
        return content[0];
    }

    @Override
    public void delete(String key) {
        call(
                "DELETE",
                "/" + encodedKey(key),
                s3 -> s3.deleteObject(request -> request.bucket(bucket).key(key)),
                response -> "");
    }

    @Override
    public Answer listAnonymously() {
        return anonymous.get("/" + bucket, Map.of("list-type", "2", "max-keys", "1"));
    }

    private byte[] read(ResponseInputStream<GetObjectResponse> in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }

    private <T extends AwsResponse> T call(
            String method, String path, Function<S3Client, T> request, Function<T, String> body) {
        Instant at = Instant.now();
        long start = System.nanoTime();
        URI uri = URI.create(route.base().toString().replaceAll("/$", "") + "/" + bucket + path);
        S3Client s3 = client.get();
        try {
            T response = request.apply(s3);
            log.told(
                    at,
                    "s3",
                    method,
                    uri,
                    "",
                    response.sdkHttpResponse().statusCode(),
                    body.apply(response),
                    since(start));
            return response;
        } catch (S3Exception e) {
            String code = e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                    ? ""
                    : e.awsErrorDetails().errorCode();
            String words = e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
                    ? ""
                    : e.awsErrorDetails().errorMessage();
            log.told(at, "s3", method, uri, "", e.statusCode(), code + " " + words, since(start));
            throw new Refused(
                    e.statusCode(),
                    code,
                    log.redaction()
                            .text("S3 at " + address() + " answered " + method + " " + uri.getPath() + " with "
                                    + e.statusCode() + " " + code + (words.isEmpty() ? "" : ": " + words)));
        } catch (SdkException e) {
            String failure =
                    describe(e, method + " " + uri.getPath(), route.faults().since(start));
            log.failed(at, "s3", method, uri, "", since(start), failure);
            throw new NoAnswerException(log.redaction().text(failure), e);
        } finally {
            started.run();
        }
    }

    private String describe(SdkException e, String asked, Optional<Route.Broken> broken) {
        String who = "S3 at " + address() + route.way();
        if (broken.isPresent()) {
            return who + " cannot be reached for " + asked + ": " + broken.get().why();
        }
        Throwable decisive = NetworkFailure.causes(e).stream()
                .filter(S3ObjectStore::isDecisive)
                .reduce((outer, inner) -> inner)
                .orElse(e);
        if (decisive instanceof BodyTooLargeException || decisive instanceof EncodedBodyException) {
            return who + " answered " + asked + " with " + decisive.getMessage();
        }
        if (decisive instanceof XMLStreamException) {
            return who + " answered " + asked + " with what is not XML: " + decisive.getMessage();
        }
        if (decisive != e) {
            return who + " did not answer " + asked + ": no complete answer within " + Legible.duration(deadline);
        }
        return NetworkFailure.of(e, route.base().getHost())
                .map(why -> who + " cannot be reached for " + asked + ": " + why)
                .orElseGet(() -> who + " broke off its answer to " + asked + ": " + NetworkFailure.innermost(e));
    }

    private static boolean isDecisive(Throwable cause) {
        return cause instanceof BodyTooLargeException
                || cause instanceof EncodedBodyException
                || cause instanceof XMLStreamException
                || cause instanceof SocketTimeoutException
                || cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException;
    }

    /** An answer with status 2xx that is not S3's: a page of something that stands before it. */
    private NoAnswerException unusable(AwsResponse response, String asked, String without) {
        return new NoAnswerException("S3 at " + address() + " answered " + asked + " with "
                + response.sdkHttpResponse().statusCode() + " as '"
                + response.sdkHttpResponse().firstMatchingHeader("Content-Type").orElse("")
                + "' and no " + without);
    }

    private static String keys(ListObjectsV2Response page) {
        return page.contents().stream()
                .map(object -> object.key() + " " + object.size())
                .collect(Collectors.joining("\n"));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String encodedKey(String key) {
        return Arrays.stream(key.split("/", -1)).map(S3ObjectStore::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
