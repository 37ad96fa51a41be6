package io.logstack.conformance.homelab.workloads;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bare pod's container does, as far as its command says so plainly: {@code sh -c} with {@code echo},
 * {@code printf} and {@code sleep} after one another, quoted as a shell quotes; {@code exec} before any of them.
 *
 * @param lines what it prints, at once
 * @param sleep how long it stays after that
 */
public record ProbeCommand(List<String> lines, Duration sleep) {
    /** With a group of its own, a conversion that is not known here. */
    private static final Pattern SPECIAL = Pattern.compile("%s|%%|(%.?)|\\\\[nt\\\\]");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Set<String> SHELLS = Set.of("sh", "/bin/sh", "bash", "/bin/bash", "ash", "/bin/ash");

    /**
     * Reads a container's command and arguments.
     *
     * @return empty when it is more than that
     */
    public static Optional<ProbeCommand> of(List<String> command) {
        boolean shell = command.size() == 3
                && SHELLS.contains(command.get(0))
                && command.get(1).equals("-c");
        Optional<List<List<String>>> commands =
                shell ? ShellWords.commands(command.get(2)) : Optional.of(List.of(command));
        if (commands.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder output = new StringBuilder();
        Duration sleep = Duration.ZERO;
        for (List<String> given : commands.get()) {
            List<String> words = withoutExec(given);
            Optional<String> text = printed(words);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            output.append(text.get());
            if (!words.isEmpty() && words.get(0).equals("sleep")) {
                sleep = sleep.plusSeconds(Long.parseLong(words.get(1)));
            }
        }
        return Optional.of(new ProbeCommand(output.toString().lines().toList(), sleep));
    }

    private static List<String> withoutExec(List<String> words) {
        return !words.isEmpty() && words.get(0).equals("exec") ? words.subList(1, words.size()) : words;
    }

    private static Optional<String> printed(List<String> words) {
        if (words.isEmpty()) {
            return Optional.of("");
        }
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "echo" -> Optional.of(String.join(" ", arguments) + "\n");
            case "printf" -> format(arguments);
            case "sleep" ->
                arguments.size() == 1 && SECONDS.matcher(arguments.get(0)).matches()
                        ? Optional.of("")
                        : Optional.empty();
            case "true", ":" -> Optional.of("");
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
