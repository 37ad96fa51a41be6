package io.logstack.conformance.junit;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.ObjectStore;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The object store as one judgement sees it: what is put is removed, unless the store refused it. */
record JudgedObjectStore(ObjectStore store, Cleanup cleanup) implements ObjectStore {
    @Override
    public URI endpoint() {
        return store.endpoint();
    }

    @Override
    public String address() {
        return store.address();
    }

    @Override
    public List<StoredObject> list(String prefix, int limit) {
        return store.list(prefix, limit);
    }

    @Override
    public Stream<StoredObject> walk(String prefix) {
        return store.walk(prefix);
    }

    @Override
    public Optional<Statistics> statistics() {
        return store.statistics();
    }

    @Override
    public void put(String key, byte[] content) {
        // Before the put: one that gets no answer may have arrived.
        cleanup.register(name(key), () -> remove(key));
        try {
            store.put(key, content);
        } catch (Refused refused) {
            cleanup.forget(name(key));
            throw refused;
        }
    }

    @Override
    public byte[] get(String key) {
        return store.get(key);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
        cleanup.forget(name(key));
    }

    @Override
    public Answer listAnonymously() {
        return store.listAnonymously();
    }

    private void remove(String key) {
        try {
            store.delete(key);
        } catch (Refused refused) {
            if (refused.status() != 404) {
                throw refused;
            }
        }
    }

    private static String name(String key) {
        return "object " + key;
    }
}
