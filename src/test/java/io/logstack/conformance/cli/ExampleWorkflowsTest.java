package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.logstack.conformance.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples for GitHub Actions are valid YAML, and every command in them is one that there is. */
class ExampleWorkflowsTest {
    private static final String JAR = "java -jar target/logging-stack-conformance.jar ";
    private static final String MAVEN = "mvn -B -ntp ";

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(".github", "examples"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAWorkflowOfCommandsThatExist(Path example) throws IOException {
        JsonNode workflow =
                JsonMapper.shared().valueToTree(Serialization.unmarshal(Files.readString(example), Map.class));
        assertThat(workflow.path("name").asString("")).isNotEmpty();
        // YAML 1.1 takes the key for a boolean.
        assertThat(workflow.has("on") || workflow.has("true")).isTrue();
        assertThat(workflow.path("jobs").isEmpty()).isFalse();
        List<String> commands = workflow.path("jobs")
                .valueStream()
                .peek(job -> assertThat(job.path("runs-on").asString("")).isNotEmpty())
                .flatMap(job -> job.path("steps").valueStream())
                .peek(step -> assertThat(step.has("uses") ^ step.has("run")).isTrue())
                .flatMap(step -> step.path("run").asString("").lines())
                .toList();

        assertThat(commands).anyMatch(command -> command.startsWith(JAR) || command.startsWith(MAVEN));
        commands.stream().filter(command -> command.startsWith(JAR)).forEach(command -> {
            String[] arguments = words(command.substring(JAR.length()));
            assertThatCode(() -> Main.commandLine(Map.of(), Map.of()).parseArgs(arguments))
                    .as(command)
                    .doesNotThrowAnyException();
            canBeLoaded(profile(arguments), arguments, command);
        });
        commands.stream().filter(command -> command.startsWith(MAVEN)).forEach(command -> isKnownToMaven(command));
    }

    private static void isKnownToMaven(String command) {
        String[] arguments = words(command.substring(MAVEN.length()));
        assertThat(arguments[0]).isIn("package", "verify");
        for (String argument : arguments) {
            if (argument.startsWith("-P")) {
                for (String id : argument.substring(2).split(",", -1)) {
                    assertThat(Path.of("pom.xml")).content().contains("<id>" + id + "</id>");
                    if (!id.equals("nightly")) {
                        canBeLoaded(Path.of("profiles", id + ".yaml"), arguments, command);
                    }
                }
            } else if (argument.startsWith("-D")) {
                assertThat(argument).matches("-D(skipTests|logstack\\..*)");
            }
        }
    }

    private static Path profile(String[] arguments) {
        return Stream.of(arguments)
                .filter(argument -> argument.endsWith(".yaml"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
    }

    private static void canBeLoaded(Path profile, String[] arguments, String command) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String argument : arguments) {
            if (argument.startsWith("-Dlogstack.")) {
                String[] pair = argument.substring(2).split("=", 2);
                properties.put(pair[0], pair[1]);
            }
        }
        assertThatCode(() -> Profiles.load(profile, Map.of(), properties))
                .as(command)
                .doesNotThrowAnyException();
    }

    private static String[] words(String command) {
        return command.replaceAll(" > .*", "").split(" ");
    }
}
