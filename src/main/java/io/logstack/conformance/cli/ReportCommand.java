package io.logstack.conformance.cli;

import io.logstack.conformance.report.DiffReport;
import io.logstack.conformance.report.statement.StatementDiff;
import io.logstack.conformance.report.statement.StatementFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with the reports of runs. */
@Command(name = "report", description = "Work with conformance statements.", subcommands = ReportCommand.Diff.class)
final class ReportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: diff");
    }

    /** Compares two statements, and ends as diff(1) does. */
    @Command(
            name = "diff",
            description = {
                "Tell what changed between two runs: verdicts, what is judged, measured numbers, durations, stack and"
                        + " profile.",
                "What differs between any two runs, as their IDs do, is no difference."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                " 0:nothing differs; with --fail-on worse: no verdict took a turn for the worse",
                " 1:something differs; with --fail-on worse: a verdict did",
                " 2:a mistake on the command line, or a file that is no conformance statement of this version"
            })
    static final class Diff implements Callable<Integer> {
        private static final int DIFFERENT = 1;

        /** How the differences are told. */
        enum Format {
            TEXT,
            MARKDOWN,
            JSON
        }

        /** What ends in exit code 1. */
        enum FailOn {
            CHANGE,
            WORSE
        }

        @Spec
        private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "A.json", description = "The earlier statement.")
        private Path before;

        @Parameters(index = "1", paramLabel = "B.json", description = "The later statement.")
        private Path after;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "text",
                description = "One of text, markdown and json; ${DEFAULT-VALUE} by default.")
        private Format format;

        @Option(
                names = "--fail-on",
                paramLabel = "WHAT",
                defaultValue = "change",
                description = "What ends in exit code 1: change or worse; ${DEFAULT-VALUE} by default.")
        private FailOn failOn;

        @Option(
                names = "--tolerance",
                paramLabel = "PERCENT",
                defaultValue = "25",
                description =
                        "By how much two numbers may differ; ${DEFAULT-VALUE} by default. What is less than a tenth"
                                + " of its limit or of a second is never told, nor are durations that differ by less than a"
                                + " second.")
        private double tolerance;

        @Override
        public Integer call() {
            if (!(tolerance >= 0)) {
                throw new ParameterException(
                        spec.commandLine(), "--tolerance is " + tolerance + ": expected a percentage from 0 on");
            }
            StatementDiff diff =
                    StatementDiff.between(StatementFile.read(before), StatementFile.read(after), tolerance / 100);
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    switch (format) {
                        case TEXT -> DiffReport.text(diff);
                        case MARKDOWN -> DiffReport.markdown(diff);
                        case JSON -> diff.json();
                    });
            out.flush();
            boolean fails = switch (failOn) {
                case CHANGE -> !diff.same();
                case WORSE -> diff.worse();
            };
            return fails ? DIFFERENT : ExitCode.CONFORMANT;
        }
    }
}
