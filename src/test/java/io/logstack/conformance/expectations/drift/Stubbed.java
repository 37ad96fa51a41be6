package io.logstack.conformance.expectations.drift;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Metrics;
import io.logstack.conformance.stack.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Parts of a stack that answer what a test says, and nothing else. */
final class Stubbed {
    private Stubbed() {}

    /** @param answers by the method's name, of its arguments */
    static <T> T part(Class<T> type, Map<String, Function<Object[], Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("address")) {
                return "http://" + type.getSimpleName();
            }
            Function<Object[], Object> answer = answers.get(method.getName());
            if (answer == null) {
                throw new IllegalStateException("nobody said what " + method.getName() + " answers");
            }
            return answer.apply(args);
        }));
    }

    static Answer answer(int status, String body) {
        String type = body.startsWith("{") ? "application/json" : "text/plain";
        return new Answer(URI.create("http://stub/"), status, type, body, Duration.ofMillis(1));
    }

    static Metrics page(Map<String, Double> values) {
        Map<String, List<Sample>> samples = new HashMap<>();
        values.forEach((name, value) -> samples.put(name, List.of(new Sample(Map.of(), value))));
        return new Metrics("http://stub/metrics", Instant.now(), Map.of(), samples);
    }

    /** A profile with short waits whose runbook says the given Markdown. */
    static Profile runbook(Path directory, String markdown) {
        try {
            Path file = Files.writeString(directory.resolve("runbook.md"), markdown);
            return Profiles.load(
                    Path.of("profiles/embedded.yaml"),
                    Map.of(
                            "runbook", file.toString(),
                            "ingestion.lag", "100ms",
                            "timeouts.settle", "200ms",
                            "timeouts.poll", "10ms"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Markdown of a code block. */
    static String block(String... lines) {
        return "# Commands\n\n```bash\n" + String.join("\n", lines) + "\n```\n";
    }
}
