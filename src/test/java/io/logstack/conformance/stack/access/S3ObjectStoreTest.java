package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import io.logstack.conformance.homelab.http.HttpPart;
import io.logstack.conformance.homelab.http.Reply;
import io.logstack.conformance.homelab.http.Request;
import io.logstack.conformance.homelab.s3.EmbeddedS3;
import io.logstack.conformance.homelab.s3.S3Options;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.Stack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3ObjectStoreTest {
    private static final String SECRET = "the-secret-key-of-the-test";

    private final Faults faults = new Faults();
    private final EmbeddedS3 server =
            EmbeddedS3.start(new S3Options(0, "loki-chunks", "the-access-key", SECRET, faults));
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Stack stack = stack(SECRET);
    private final ObjectStore store = stack.recordingTo(exchanges::add).objectStore();

    @AfterEach
    void close() {
        stack.close();
        server.close();
    }

    @Test
    void putsListsGetsAndDeletes() {
        byte[] content = "chünk".getBytes(StandardCharsets.UTF_8);

        store.put("fake/a b+c/ü:1", content);
        store.put("index/x", new byte[0]);

        assertThat(store.get("fake/a b+c/ü:1")).isEqualTo(content);
        assertThat(store.get("index/x")).isEmpty();
        assertThat(store.list("fake/", 10)).singleElement().satisfies(object -> {
            assertThat(object.key()).isEqualTo("fake/a b+c/ü:1");
            assertThat(object.size()).isEqualTo(content.length);
            assertThat(object.lastModified()).isBefore(Instant.now().plusSeconds(60));
        });
        store.delete("fake/a b+c/ü:1");
        assertThat(store.list("fake/", 10)).isEmpty();
        assertThat(exchanges)
                .extracting(Exchange::method)
                .containsExactly("PUT", "PUT", "GET", "GET", "GET", "DELETE", "GET");
        assertThat(exchanges).allMatch(exchange -> exchange.status() != null && exchange.status() / 100 == 2);
    }

    @Test
    void pagesListsAsFarAsTheyAreWanted() {
        List<Request> asked = new CopyOnWriteArrayList<>();
        ExecutorService executor = Executors.newCachedThreadPool();
        try (HttpPart pages = HttpPart.start("s3", 0, executor, request -> {
                    asked.add(request);
                    return Reply.of(200, "application/xml", page(request));
                });
                Stack paged = AccessedStack.connect(
                        profile(pages.uri().toString(), SECRET), new NoAddresses(), true, "test")) {
            assertThat(paged.objectStore().list("k", 3))
                    .extracting(ObjectStore.StoredObject::key)
                    .containsExactly("k0", "k1", "k2");
            assertThat(asked).hasSize(1);
            assertThat(paged.objectStore().list("k", 5_000))
                    .hasSize(2500)
                    .extracting(ObjectStore.StoredObject::key)
                    .doesNotHaveDuplicates();
            assertThat(asked).hasSize(4);
            assertThat(paged.objectStore().list("k", 1001)).hasSize(1001);
            assertThat(asked.get(5).parameter("max-keys")).isEqualTo("1");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void walksAllPagesAndNoPageBeforeItIsNeeded() {
        List<Request> asked = new CopyOnWriteArrayList<>();
        ExecutorService executor = Executors.newCachedThreadPool();
        try (HttpPart pages = HttpPart.start("s3", 0, executor, request -> {
                    asked.add(request);
                    return Reply.of(200, "application/xml", page(request));
                });
                Stack paged = AccessedStack.connect(
                        profile(pages.uri().toString(), SECRET), new NoAddresses(), true, "test")) {
            assertThat(paged.objectStore().walk("k").limit(1000)).hasSize(1000);
            assertThat(asked).hasSize(1);
            assertThat(paged.objectStore().walk("k").map(ObjectStore.StoredObject::key))
                    .hasSize(2500)
                    .doesNotHaveDuplicates();
            assertThat(asked).hasSize(4);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aListThatBreaksOffIsNotTakenForAWholeOne() {
        ExecutorService executor = Executors.newCachedThreadPool();
        try (HttpPart pages = HttpPart.start(
                        "s3",
                        0,
                        executor,
                        request -> Reply.of(
                                200,
                                "application/xml",
                                "<ListBucketResult><Name>loki-chunks</Name><IsTruncated>true</IsTruncated>"
                                        + ("stuck".equals(request.parameter("prefix"))
                                                ? "<NextContinuationToken>same</NextContinuationToken>"
                                                : "")
                                        + "</ListBucketResult>"));
                Stack broken = AccessedStack.connect(
                        profile(pages.uri().toString(), SECRET), new NoAddresses(), true, "test")) {
            assertThatThrownBy(() -> broken.objectStore().list("k", 10))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("does not say where the rest begins");
            assertThatThrownBy(() -> broken.objectStore().walk("stuck").count())
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("does not say where the rest begins");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void readsTheStoresOwnStatistics() {
        assertThat(store.statistics()).contains(new ObjectStore.Statistics(0, 0));
        store.put("a", new byte[7]);
        store.put("b", new byte[4]);
        assertThat(store.statistics()).contains(new ObjectStore.Statistics(2, 11));
        faults.set(Fault.BUCKET_MISSING, true);
        assertThatThrownBy(store::statistics)
                .isInstanceOfSatisfying(
                        ObjectStore.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void aStoreMayTellNoStatisticsOrNonsense() {
        ExecutorService executor = Executors.newCachedThreadPool();
        Map<String, String> headers = new ConcurrentHashMap<>();
        try (HttpPart plain = HttpPart.start("s3", 0, executor, request -> new Reply(200, "", new byte[0], headers));
                Stack stack = AccessedStack.connect(
                        profile(plain.uri().toString(), SECRET), new NoAddresses(), true, "test")) {
            assertThat(stack.objectStore().statistics()).isEmpty();
            headers.put("X-RGW-Object-Count", "7");
            assertThat(stack.objectStore().statistics()).isEmpty();
            headers.putAll(Map.of("X-RGW-Object-Count", "seven", "X-RGW-Bytes-Used", "1"));
            assertThatThrownBy(() -> stack.objectStore().statistics())
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("'seven' as its X-RGW-Object-Count");
        } finally {
            executor.shutdownNow();
        }
    }

    /** Of 2500 objects, those after the continuation token. */
    private static String page(Request request) {
        int from = Integer.parseInt(Objects.requireNonNullElse(request.parameter("continuation-token"), "0"));
        int to = Math.min(
                2500, from + Integer.parseInt(Objects.requireNonNullElse(request.parameter("max-keys"), "1000")));
        return "<ListBucketResult><Name>loki-chunks</Name><IsTruncated>" + (to < 2500)
                + "</IsTruncated><NextContinuationToken>" + to
                + "</NextContinuationToken>"
                + IntStream.range(from, to)
                        .mapToObj(i -> "<Contents><Key>k" + i + "</Key><Size>1</Size>"
                                + "<LastModified>2026-11-22T10:00:00.000Z</LastModified></Contents>")
                        .collect(Collectors.joining())
                + "</ListBucketResult>";
    }

    @Test
    void tellsHowTheStoreRefuses() {
        refuses(() -> store.get("nothing"), 404, "NoSuchKey");
        faults.set(Fault.BUCKET_MISSING, true);
        refuses(() -> store.list("", 1), 404, "NoSuchBucket");
        faults.set(Fault.BUCKET_MISSING, false);
        faults.set(Fault.S3_BAD_CREDENTIALS, true);
        refuses(() -> store.put("x", new byte[0]), 403, "InvalidAccessKeyId");
        faults.set(Fault.S3_BAD_CREDENTIALS, false);
        try (Stack other = stack("another-secret-key")) {
            refuses(() -> other.objectStore().list("", 1), 403, "SignatureDoesNotMatch");
        }
    }

    @Test
    void saysAtOnceThatNobodyListens() {
        faults.set(Fault.S3_DOWN, true);
        long start = System.nanoTime();
        assertThatThrownBy(() -> store.list("", 1))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("S3 at " + server.uri() + ", bucket loki-chunks cannot be reached for GET")
                .hasMessageContaining("connection refused");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(exchanges)
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.failure()).contains("connection refused"));
    }

    @Test
    void asksWithoutCredentials() {
        Answer refused = store.listAnonymously();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("AccessDenied");
        faults.set(Fault.BUCKET_PUBLIC, true);
        assertThat(store.listAnonymously().status()).isEqualTo(200);
    }

    @Test
    void showsNoKey() {
        store.list("", 1);
        refuses(() -> store.get("nothing"), 404, "NoSuchKey");
        store.listAnonymously();
        assertThat(exchanges.toString()).doesNotContain(SECRET).doesNotContain("the-access-key");
    }

    @Test
    void endsWithinTheDeadline() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Out::hang);
                Stack hanging = AccessedStack.connect(
                        profile(silent.uri().toString(), SECRET), new NoAddresses(), true, "test")) {
            assertThatThrownBy(() -> hanging.objectStore().get("x"))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("no complete answer within 2 s");
        }
    }

    private static void refuses(ThrowingCallable call, int status, String code) {
        ObjectStore.Refused refused = catchThrowableOfType(ObjectStore.Refused.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused).hasMessageContaining("with " + status + " " + code);
    }

    private Stack stack(String secret) {
        return AccessedStack.connect(profile(server.uri().toString(), secret), new NoAddresses(), true, "test");
    }

    private static Profile profile(String url, String secret) {
        return Endpoints.profile(Map.of(
                "object-store.url",
                url,
                "object-store.access-key",
                "the-access-key",
                "object-store.secret-key",
                secret));
    }
}
