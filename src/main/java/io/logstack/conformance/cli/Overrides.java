package io.logstack.conformance.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Profile keys on the command line. */
final class Overrides {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private final Map<String, String> values = new LinkedHashMap<>();

    @Option(
            names = "-D",
            mapFallbackValue = "",
            paramLabel = "logstack.KEY=VALUE",
            description = "Set a key of the profile, before file and environment.")
    void set(Map<String, String> given) {
        given.forEach((name, value) -> {
            if (!name.startsWith("logstack.")) {
                throw new ParameterException(
                        command.commandLine(),
                        "-D" + name + " is no key of a profile; accepted: -Dlogstack.KEY=VALUE, such as"
                                + " -Dlogstack.loki.url=http://127.0.0.1:3100");
            }
            values.put(name, value);
        });
    }

    Map<String, String> values() {
        return values;
    }
}
