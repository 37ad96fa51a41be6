package io.logstack.conformance.cli;

import io.logstack.conformance.catalog.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A selection of expectations on the command line. */
final class Groups {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--groups",
            paramLabel = "EXPRESSION",
            description = "Only expectations with these tags, such as 'ingestion & !disrupt'.")
    private @Nullable String expression;

    @Nullable
    String expression() {
        return expression;
    }

    /** @throws ParameterException when the expression cannot be read or selects nothing */
    List<Description> of(List<Description> catalogue) {
        try {
            return TagSelection.of(catalogue, expression);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--groups: " + e.getMessage(), e);
        }
    }
}
