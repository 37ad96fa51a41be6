package io.logstack.conformance.homelab.workloads;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a simple shell script into commands and words, quotes resolved. */
final class ShellWords {
    private final String script;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;
    private boolean beyond;

    private ShellWords(String script) {
        this.script = script;
    }

    /** Commands between {@code ;}, {@code &&} and line ends, or empty where the script uses more of the shell. */
    static Optional<List<List<String>>> commands(String script) {
        ShellWords reader = new ShellWords(script);
        reader.read();
        return reader.beyond ? Optional.empty() : Optional.of(reader.commands);
    }

    private void read() {
        while (at < script.length()) {
            char next = script.charAt(at++);
            switch (next) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> {
                    if (at < script.length()) {
                        append(script.charAt(at++));
                    }
                }
                case ' ', '\t' -> endWord();
                case ';', '\n' -> endCommand();
                case '&' -> {
                    if (script.startsWith("&", at)) {
                        at++;
                        endCommand();
                    } else {
                        beyond = true;
                    }
                }
                case '$', '`', '|', '<', '>', '(', ')', '*', '?', '#' -> beyond = true;
                default -> append(next);
            }
        }
        endCommand();
    }

    private void quoted(char quote) {
        inWord = true;
        while (at < script.length() && script.charAt(at) != quote) {
            char next = script.charAt(at++);
            boolean escape =
                    quote == '"' && next == '\\' && at < script.length() && "\"\\$`".indexOf(script.charAt(at)) >= 0;
            beyond |= !escape && quote == '"' && (next == '$' || next == '`');
            word.append(escape ? script.charAt(at++) : next);
        }
        beyond |= at == script.length();
        at++;
    }

    private void append(char next) {
        inWord = true;
        word.append(next);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
