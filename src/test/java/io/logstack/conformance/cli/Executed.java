package io.logstack.conformance.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;

/** A command line that was executed in this process, whatever its environment. */
record Executed(int code, String out, String err) {
    static Executed of(String... arguments) {
        return of(Map.of(), arguments);
    }

    static Executed of(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = Main.commandLine(environment, Map.of())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = commandLine.execute(arguments);
        return new Executed(code, out.toString(), err.toString());
    }
}
