package io.logstack.conformance.expectations.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.stack.ObjectStore.StoredObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void theNewestEndAndTheNewestTableAreRead() {
        Bucket bucket = Bucket.of(
                objects(
                        "fake/4e1243bd22c66e76/" + hex(END.minusSeconds(9)) + ":" + hex(END) + ":a1b2c3d4",
                        "fake/00ff/" + hex(END.minusSeconds(90)) + ":" + hex(END.minusSeconds(80)) + ":1"),
                objects("index/loki_index_20512/1-loki-0.tsdb.gz", "index/index_20513/fake/2-compactor.tsdb.gz"));
        assertThat(bucket.chunks()).isEqualTo(2);
        assertThat(bucket.newestChunk()).contains(END);
        assertThat(bucket.indexFiles()).isEqualTo(2);
        assertThat(bucket.newestIndex()).contains(LocalDate.ofEpochDay(20513));
    }

    @Test
    void chunksOfOldSchemasHaveAColonAfterTheFingerprint() {
        assertThat(Bucket.of(objects("fake/00ff:" + hex(END) + ":" + hex(END) + ":1"), List.of())
                        .newestChunk())
                .contains(END);
    }

    @Test
    void otherObjectsAreNoChunks() {
        Bucket bucket =
                Bucket.of(objects("fake/readme", "fake/00ff/1:2"), objects("index/delete_requests/delete_requests.gz"));
        assertThat(bucket.chunks()).isZero();
        assertThat(bucket.newestChunk()).isEmpty();
        assertThat(bucket.indexFiles()).isZero();
        assertThat(bucket.newestIndex()).isEmpty();
    }

    private static String hex(Instant at) {
        return Long.toHexString(at.toEpochMilli());
    }

    private static List<StoredObject> objects(String... keys) {
        return Arrays.stream(keys).map(key -> new StoredObject(key, 1, END)).toList();
    }
}
