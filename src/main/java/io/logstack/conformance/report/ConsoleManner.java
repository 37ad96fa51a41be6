package io.logstack.conformance.report;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * How a console is written to.
 *
 * @param coloured whether verdicts are coloured
 * @param rewritable whether the last line can be rewritten, so that it shows how far the run is
 * @param annotated whether GitHub Actions reads along, and takes annotations
 */
public record ConsoleManner(boolean coloured, boolean rewritable, boolean annotated) {
    /** Lines, and nothing else. */
    static final ConsoleManner PLAIN = new ConsoleManner(false, false, false);

    /** As this process' environment and terminal have it. */
    static ConsoleManner ofProcess() {
        return of(System.getenv(), hasTerminal(), Ansi.AUTO.enabled());
    }

    /**
     * @param terminal whether a terminal shows what is written
     * @param ansi whether it is known to understand colours; {@code NO_COLOR}, {@code CLICOLOR} and {@code CLICOLOR_FORCE}
     *     have been asked
     */
    static ConsoleManner of(Map<String, String> environment, boolean terminal, boolean ansi) {
        boolean uncoloured = isSet(environment, "NO_COLOR");
        boolean forced = !environment.getOrDefault("FORCE_COLOR", "").matches("|0|false");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return new ConsoleManner(
                !uncoloured && (forced || (ansi && !dumb)),
                terminal && (ansi || uncoloured) && !dumb && !isSet(environment, "CI"),
                "true".equals(environment.get("GITHUB_ACTIONS")));
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    /** Some Javas have a console without a terminal, and tell it only since they do. */
    @SuppressWarnings("SystemConsoleNull") // both kinds of Java are asked
    private static boolean hasTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
