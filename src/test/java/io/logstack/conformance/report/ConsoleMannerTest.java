package io.logstack.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleMannerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # environment                | terminal | ansi  | coloured | rewritable | annotated
                                         | true     | true  | true     | true       | false
            TERM=xterm-256color          | true     | true  | true     | true       | false
                                         | false    | false | false    | false      | false
            TERM=dumb                    | true     | true  | false    | false      | false
            NO_COLOR=1                   | true     | false | false    | true       | false
            NO_COLOR=                    | true     | true  | true     | true       | false
            NO_COLOR=1 FORCE_COLOR=1     | true     | false | false    | true       | false
            FORCE_COLOR=1                | false    | false | true     | false      | false
            FORCE_COLOR=0                | false    | false | false    | false      | false
            CI=true                      | true     | true  | true     | false      | false
            CI=true GITHUB_ACTIONS=true  | false    | false | false    | false      | true
            GITHUB_ACTIONS=false         | false    | false | false    | false      | false
            """)
    void followsEnvironmentAndTerminal(
            @Nullable String environment,
            boolean terminal,
            boolean ansi,
            boolean coloured,
            boolean rewritable,
            boolean annotated) {
        Map<String, String> variables = new HashMap<>();
        if (environment != null) {
            for (String variable : environment.split(" ", -1)) {
                int equals = variable.indexOf('=');
                variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }

        assertThat(ConsoleManner.of(variables, terminal, ansi))
                .isEqualTo(new ConsoleManner(coloured, rewritable, annotated));
    }
}
