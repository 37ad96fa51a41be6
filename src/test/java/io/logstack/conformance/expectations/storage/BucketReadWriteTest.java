package io.logstack.conformance.expectations.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.ObjectStore;
import io.logstack.conformance.workload.Workload;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is put must be seen in the list before its absence says anything. */
class BucketReadWriteTest {
    private final Map<String, byte[]> objects = new TreeMap<>();

    private ObjectStore store(boolean lists) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "address" -> "s3://stub";
                        case "put" -> {
                            objects.put((String) arguments[0], (byte[]) arguments[1]);
                            yield null;
                        }
                        case "get" -> objects.get((String) arguments[0]);
                        case "delete" -> {
                            objects.remove((String) arguments[0]);
                            yield null;
                        }
                        case "list" -> lists ? listed((String) arguments[0]) : List.of();
                        default -> throw new UnsupportedOperationException(method + Arrays.toString(arguments));
                    };
                });
    }

    private List<ObjectStore.StoredObject> listed(String prefix) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new ObjectStore.StoredObject(object.getKey(), object.getValue().length, Instant.now()))
                .toList();
    }

    private void judge(boolean lists) {
        Profile profile = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of());
        new BucketReadWriteIT()
                .listPutReadDelete(
                        store(lists), profile, new Workload("run", 1, profile.workload()), new NotedEvidence());
    }

    @Test
    void anEmptyBucketThatListsPasses() {
        assertThatCode(() -> judge(true)).doesNotThrowAnyException();
    }

    @Test
    void aListThatIsAlwaysEmptyIsNoList() {
        assertThatThrownBy(() -> judge(false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the object put to be listed");
    }
}
