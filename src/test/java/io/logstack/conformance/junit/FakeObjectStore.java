package io.logstack.conformance.junit;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.ObjectStore;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Keys beginning with {@code refused/} are refused; deletion can be made to fail. */
final class FakeObjectStore implements ObjectStore {
    final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    volatile boolean keepsAll;

    @Override
    public URI endpoint() {
        return URI.create("http://fake");
    }

    @Override
    public String address() {
        return "s3://fake";
    }

    @Override
    public List<StoredObject> list(String prefix, int limit) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .limit(limit)
                .map(object -> new StoredObject(object.getKey(), object.getValue().length, Instant.EPOCH))
                .toList();
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
        if (key.startsWith("refused/")) {
            throw new Refused(403, "AccessDenied", "s3://fake: put of " + key + " answered 403 AccessDenied");
        }
        objects.put(key, content);
    }

    @Override
    public byte[] get(String key) {
        return objects.getOrDefault(key, new byte[0]);
    }

    @Override
    public void delete(String key) {
        if (keepsAll) {
            throw new Refused(403, "AccessDenied", "s3://fake: delete of " + key + " answered 403 AccessDenied");
        }
        objects.remove(key);
    }

    @Override
    public Answer listAnonymously() {
        throw new UnsupportedOperationException("the fake has no anonymous access");
    }
}
