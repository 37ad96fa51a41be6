package io.logstack.conformance.stack.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.stack.TestObjects;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other runs left is removed when they cannot need it any more, and what is not the suite's never. */
class LeftoversTest {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<String> objects = new ConcurrentSkipListSet<>();
    private final Set<String> foreign = Set.of(
            "fake/1/2:3:4",
            "index/loki_index_20780/x",
            "logstack-conformance-notes.txt",
            "logstack-conformance/README.md",
            "logstack-conformance/run/until-tomorrow/STORAGE-03",
            "backup/logstack-conformance/run/until-20200101T000000Z/STORAGE-03");
    private final ObjectStore bucket = new Bucket();

    private Leftovers leftovers() {
        objects.addAll(foreign);
        Leftovers leftovers = new Leftovers(Optional::empty, () -> Optional.of(bucket), POLL);
        leftovers.begin("own");
        return leftovers;
    }

    private static String key(String run, Instant expires) {
        return TestObjects.key(run, expires, "STORAGE-03");
    }

    @Test
    void objectsOfOtherRunsGoWithTheirExpiry() {
        objects.add(key("killed", Instant.now().minusSeconds(5)));
        objects.add(key("killed-just-now", Instant.now().plusSeconds(2)));
        objects.add(key("own", Instant.now().plusSeconds(600)));

        leftovers().removeAll(PATIENCE);

        assertThat(objects).isEqualTo(foreign);
    }

    @Test
    void whatIsNeededForLongerThanThePatienceStays() {
        String goesOn = key("goes-on", Instant.now().plusSeconds(600));
        objects.add(goesOn);

        leftovers().removeAll(Duration.ofSeconds(1));

        assertThat(objects).contains(goesOn).containsAll(foreign);
    }

    @Test
    void whatAnotherRunRemovesIsNotWaitedForAnyLonger() {
        AtomicInteger looks = new AtomicInteger();
        Leftovers leftovers = new Leftovers(
                () -> looks.incrementAndGet() < 3
                        ? Optional.of(Instant.now().plusSeconds(PATIENCE.toSeconds() - 5))
                        : Optional.empty(),
                Optional::empty,
                POLL);
        Instant before = Instant.now();

        leftovers.removeAll(PATIENCE);

        assertThat(looks).hasValue(3);
        assertThat(before.plus(PATIENCE.dividedBy(2))).isAfter(Instant.now());
    }

    @Test
    void aStackThatDoesNotAnswerHoldsNobodyUp() {
        AtomicInteger looks = new AtomicInteger();
        Leftovers leftovers = new Leftovers(
                () -> {
                    looks.incrementAndGet();
                    throw new NoAnswerException("https://kubernetes.invalid: connection refused");
                },
                Optional::empty,
                POLL);

        leftovers.begin("own");
        leftovers.removeAll(PATIENCE);

        assertThat(looks).hasValue(2);
    }

    private final class Bucket implements ObjectStore {
        @Override
        public URI endpoint() {
            return URI.create("http://s3.invalid");
        }

        @Override
        public String address() {
            return "a bucket in memory";
        }

        @Override
        public List<StoredObject> list(String prefix, int limit) {
            List<StoredObject> listed = new ArrayList<>();
            objects.stream()
                    .filter(key -> key.startsWith(prefix))
                    .limit(limit)
                    .forEach(key -> listed.add(new StoredObject(key, 1, Instant.EPOCH)));
            return listed;
        }

        @Override
        public Stream<StoredObject> walk(String prefix) {
            return list(prefix, Integer.MAX_VALUE).stream();
        }

        @Override
        public Optional<Statistics> statistics() {
            return Optional.empty();
        }

        @Override
        public void put(String key, byte[] content) {
            objects.add(key);
        }

        @Override
        public byte[] get(String key) {
            return new byte[0];
        }

        @Override
        public void delete(String key) {
            objects.remove(key);
        }

        @Override
        public Answer listAnonymously() {
            throw new UnsupportedOperationException("nobody asks without credentials");
        }
    }
}
