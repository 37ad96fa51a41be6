package io.logstack.conformance.expectations;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.ObjectStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A bucket that can be listed and counted, and nothing else; what it answers is asked for each time. */
public final class ListedStore implements ObjectStore {
    private final Supplier<Stream<StoredObject>> objects;
    private final Supplier<Optional<Statistics>> statistics;

    public ListedStore(Supplier<Stream<StoredObject>> objects, Supplier<Optional<Statistics>> statistics) {
        this.objects = objects;
        this.statistics = statistics;
    }

    @Override
    public URI endpoint() {
        return URI.create("http://s3");
    }

    @Override
    public String address() {
        return "http://s3, bucket loki-chunks";
    }

    @Override
    public List<StoredObject> list(String prefix, int limit) {
        return walk(prefix).limit(limit).toList();
    }

    @Override
    public Stream<StoredObject> walk(String prefix) {
        return objects.get().filter(object -> object.key().startsWith(prefix));
    }

    @Override
    public Optional<Statistics> statistics() {
        return statistics.get();
    }

    @Override
    public void put(String key, byte[] content) {
        throw new UnsupportedOperationException("this store is only listed");
    }

    @Override
    public byte[] get(String key) {
        throw new UnsupportedOperationException("this store is only listed");
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException("this store is only listed");
    }

    @Override
    public Answer listAnonymously() {
        throw new UnsupportedOperationException("this store is only listed");
    }
}
