package io.logstack.conformance.homelab.workloads;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bare pod's container prints, as far as its command says so plainly: {@code sh -c} with {@code echo},
 * {@code printf} and {@code sleep} after one another, quoted as a shell quotes; {@code exec} before any of them.
 */
public final class ProbeCommand {
    /** With a group of its own, a conversion that is not known here. */
    private static final Pattern SPECIAL = Pattern.compile("%s|%%|(%.?)|\\\\[nt\\\\]");

    private ProbeCommand() {}

    /**
     * The lines, or empty when the command is more than that.
     *
     * @param command the container's command and arguments
     */
    public static Optional<List<String>> lines(List<String> command) {
        boolean shell = command.size() == 3
                && List.of("sh", "/bin/sh", "bash", "/bin/bash", "ash").contains(command.get(0))
                && command.get(1).equals("-c");
        if (!shell) {
            return printed(command).map(text -> text.lines().toList());
        }
        Optional<List<List<String>>> commands = ShellWords.commands(command.get(2));
        if (commands.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder output = new StringBuilder();
        for (List<String> words : commands.get()) {
            Optional<String> text = printed(words);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            output.append(text.get());
        }
        return Optional.of(output.toString().lines().toList());
    }

    private static Optional<String> printed(List<String> given) {
        List<String> words = new ArrayList<>(given);
        if (!words.isEmpty() && words.get(0).equals("exec")) {
            words.remove(0);
        }
        if (words.isEmpty()) {
            return Optional.of("");
        }
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "echo" -> Optional.of(String.join(" ", arguments) + "\n");
            case "printf" -> format(arguments);
            case "sleep", "true", ":" -> Optional.of("");
            default -> Optional.empty();
        };
    }

    /** Strings only, each conversion with its argument: what busybox and coreutils agree on. */
    private static Optional<String> format(List<String> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Deque<String> values = new ArrayDeque<>(arguments.subList(1, arguments.size()));
        Matcher special = SPECIAL.matcher(arguments.get(0));
        StringBuilder text = new StringBuilder();
        while (special.find()) {
            String replacement = switch (special.group()) {
                case "%s" -> values.isEmpty() ? "" : values.remove();
                case "%%" -> "%";
                case "\\n" -> "\n";
                case "\\t" -> "\t";
                case "\\\\" -> "\\";
                default -> "";
            };
            if (special.group(1) != null) {
                return Optional.empty();
            }
            special.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        special.appendTail(text);
        return values.isEmpty() ? Optional.of(text.toString()) : Optional.empty();
    }
}
