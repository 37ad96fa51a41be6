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
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The S3 bucket through the AWS SDK. */
final class S3ObjectStore implements ObjectStore {
    private static final int PAGE = 1000;
    private static final int LONGEST_OBJECT = 16 << 20;
    private static final String READ_STATISTICS = "read-stats";

    private final Route route;
    private final String bucket;
    private final Supplier<S3Client> client;
    private final Runnable answered;
    private final Endpoint anonymous;
    private final Duration deadline;
    private final ExchangeLog log;

    /**
     * @param client asked at each call, for the credentials of that moment
     * @param answered told of each answer
     * @param anonymous the same endpoint without credentials
     */
    S3ObjectStore(
            Route route,
            String bucket,
            Supplier<S3Client> client,
            Runnable answered,
            Endpoint anonymous,
            Duration deadline,
            ExchangeLog log) {
        this.route = route;
        this.bucket = bucket;
        this.client = client;
        this.answered = answered;
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
        call(
                "PUT",
                "/" + encodedKey(key),
                s3 -> s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content)),
                response -> "");
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
            byte[] content = in.readNBytes(LONGEST_OBJECT + 1);
            if (content.length > LONGEST_OBJECT) {
                in.abort();
                throw new BodyTooLargeException(LONGEST_OBJECT);
            }
            return content;
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
            answered.run();
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
            answered.run();
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
            String failure = "S3 at " + address() + " did not answer " + method + " " + uri.getPath() + route.way()
                    + ": " + route.faults().since(start).map(Route.Broken::why).orElseGet(() -> why(e));
            log.failed(at, "s3", method, uri, "", since(start), failure);
            throw new NoAnswerException(log.redaction().text(failure), e);
        }
    }

    private String why(SdkException e) {
        for (Throwable next = e; next != null; next = next.getCause()) {
            if (next instanceof SocketTimeoutException
                    || next instanceof ApiCallTimeoutException
                    || next instanceof ApiCallAttemptTimeoutException) {
                return "no complete answer within " + Legible.duration(deadline);
            }
            if (next instanceof IOException && next.getMessage() != null) {
                return next.getMessage();
            }
        }
        return String.valueOf(e.getMessage());
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
