package io.logstack.conformance.expectations.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.expectations.StubLoki;
import io.logstack.conformance.expectations.assertions.Finding;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogQuery;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Sample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespacesTogetherTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Profile profile = Profiles.load(Path.of("profiles/embedded.yaml"), Map.of());

    /** Has an entry of each of some namespaces, and says nothing of them together. */
    private static StubLoki with(List<String> namespaces) {
        return new StubLoki() {
            @Override
            public List<LogStream> logs(LogQuery query) {
                return namespaces.stream().anyMatch(name -> query.logql().contains("namespace=\"" + name + "\""))
                        ? List.of(new LogStream(Map.of(), List.of(new LogEntry(query.end() - 1, "line"))))
                        : List.of();
            }

            @Override
            public List<Sample> instant(String logql, Instant at) {
                return List.of();
            }
        };
    }

    @Test
    void nothingAndOneNamespaceAreInconclusive() {
        for (List<String> namespaces : List.of(List.<String>of(), List.of("app"))) {
            assertThatThrownBy(() -> new NamespacesTogetherIT()
                            .eachNamespaceIsThereTogetherWithTheOthers(with(namespaces), profile, new NotedEvidence()))
                    .isInstanceOf(InconclusiveException.class)
                    .hasMessageContaining("only " + namespaces);
        }
    }

    @Test
    void anEmptyVectorIsNoPass() {
        assertThatThrownBy(() -> new NamespacesTogetherIT()
                        .eachNamespaceIsThereTogetherWithTheOthers(
                                with(List.of("app", "storage")), profile, new NotedEvidence()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("namespace app", "namespace storage");
    }

    @Test
    void notANumberIsNoEntry() {
        assertThat(NamespacesTogetherIT.missing(Map.of("app", NOW), Map.of("app", Double.NaN), "here"))
                .extracting(Finding::holds)
                .containsExactly(false);
        assertThat(NamespacesTogetherIT.missing(Map.of("app", NOW), Map.of("app", 1.0), "here"))
                .extracting(Finding::holds)
                .containsExactly(true);
    }
}
