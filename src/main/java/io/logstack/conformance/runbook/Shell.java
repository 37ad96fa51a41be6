package io.logstack.conformance.runbook;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a shell does, as far as runbooks go: quotes, backslashes, pipes; variables stay as they are. */
public final class Shell {
    private final String line;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Shell(String line) {
        this.line = line;
    }

    /** The commands of a line, between pipes, semicolons and ampersands, each as its words. */
    public static List<List<String>> commands(String line) {
        Shell shell = new Shell(line);
        shell.read();
        return shell.commands;
    }

    private void read() {
        while (at < line.length()) {
            char next = line.charAt(at++);
            switch (next) {
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '\\' -> escaped();
                case ' ', '\t', '\n' -> endWord();
                case '|', ';', '&' -> endCommand();
                default -> append(next);
            }
        }
        endCommand();
    }

    private void quoted(char quote) {
        inWord = true;
        while (at < line.length() && line.charAt(at) != quote) {
            char next = line.charAt(at++);
            boolean escape =
                    quote == '"' && next == '\\' && at < line.length() && "\"\\$`".indexOf(line.charAt(at)) >= 0;
            word.append(escape ? line.charAt(at++) : next);
        }
        at++;
    }

    private void escaped() {
        if (at < line.length()) {
            append(line.charAt(at++));
        }
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
            commands.add(List.copyOf(words));
            words = new ArrayList<>();
        }
    }
}
