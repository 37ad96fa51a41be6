package io.logstack.conformance.homelab.workloads;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a bare pod's container does, as far as its command says so plainly: {@code sh -c} with {@code echo},
 * {@code printf}, {@code sleep} and {@code wget} after one another, quoted as a shell quotes; {@code exec} before any of
 * them.
 *
 * @param steps in order
 */
public record ProbeCommand(List<Step> steps) {
    /** One of its commands. */
    public sealed interface Step {}

    /** Prints text, line ends as they are. */
    public record Print(String text) implements Step {}

    public record Sleep(Duration time) implements Step {}

    /**
     * {@code wget -S -O /dev/null}: prints status and headers of the answer, or why there was none.
     *
     * @param timeout of connecting and of reading
     */
    public record Fetch(URI url, Duration timeout) implements Step {}

    private static final Duration WGETS_OWN_TIMEOUT = Duration.ofMinutes(15);

    /** With a group of its own, a conversion that is not known here. */
    private static final Pattern SPECIAL = Pattern.compile("%s|%%|(%.?)|\\\\[nt\\\\]");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern FRACTIONS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
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
        List<Step> steps = new ArrayList<>();
        for (List<String> given : commands.get()) {
            Optional<Step> step = step(withoutExec(given));
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
        }
        return Optional.of(new ProbeCommand(List.copyOf(steps)));
    }

    /** What it prints of its own. */
    public List<String> lines() {
        return steps.stream()
                .map(step -> step instanceof Print print ? print.text() : "")
                .collect(Collectors.joining())
                .lines()
                .toList();
    }

    /** How long it sleeps in all. */
    public Duration sleep() {
        return steps.stream()
                .map(step -> step instanceof Sleep sleep ? sleep.time() : Duration.ZERO)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static List<String> withoutExec(List<String> words) {
        return !words.isEmpty() && words.get(0).equals("exec") ? words.subList(1, words.size()) : words;
    }

    private static Optional<Step> step(List<String> words) {
        if (words.isEmpty()) {
            return Optional.of(new Print(""));
        }
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "echo" -> Optional.of(new Print(String.join(" ", arguments) + "\n"));
            case "printf" -> format(arguments).map(Print::new);
            case "sleep" ->
                arguments.size() == 1 && FRACTIONS.matcher(arguments.get(0)).matches()
                        ? Optional.of(new Sleep(fractions(arguments.get(0))))
                        : Optional.empty();
            case "wget" -> fetch(arguments);
            case "true", ":" -> Optional.of(new Print(""));
            default -> Optional.empty();
        };
    }

    private static Optional<Step> fetch(List<String> arguments) {
        Duration timeout = WGETS_OWN_TIMEOUT;
        String url = "";
        boolean headers = false;
        boolean discarded = false;
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            String value = (word.equals("-T") || word.equals("-O")) && words.hasNext() ? words.next() : "";
            if (word.equals("-S")) {
                headers = true;
            } else if (word.equals("-T") && SECONDS.matcher(value).matches()) {
                timeout = seconds(value);
            } else if (word.equals("-O")) {
                discarded = value.equals("/dev/null");
            } else if (word.startsWith("http://") && url.isEmpty()) {
                url = word;
            } else {
                return Optional.empty();
            }
        }
        return headers && discarded && !url.isEmpty()
                ? Optional.of(new Fetch(URI.create(url), timeout))
                : Optional.empty();
    }

    private static Duration fractions(String text) {
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Long.parseLong(text));
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
