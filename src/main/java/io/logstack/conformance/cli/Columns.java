package io.logstack.conformance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Columns of text side by side, each of its width and two spaces from the next; what is longer goes on below. */
final class Columns {
    private final List<Integer> widths;

    /** @param widths in characters, from left to right */
    Columns(Integer... widths) {
        this.widths = List.of(widths);
    }

    /** The lines of one row. */
    Stream<String> row(String... cells) {
        List<List<String>> wrapped = IntStream.range(0, cells.length)
                .mapToObj(column -> wrapped(cells[column], widths.get(column)))
                .toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, height).mapToObj(line -> line(wrapped, line));
    }

    private String line(List<List<String>> wrapped, int line) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < wrapped.size(); column++) {
            List<String> cell = wrapped.get(column);
            String part = line < cell.size() ? cell.get(line) : "";
            text.append(part).append(" ".repeat(widths.get(column) - part.length() + 2));
        }
        return text.toString().stripTrailing();
    }

    /** Breaks between words, and within those that are wider than the column. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            int taken = end > 0 ? end : width;
            lines.add(rest.substring(0, taken).stripTrailing());
            rest = rest.substring(taken).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
