package io.logstack.conformance.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How much is measured.
 *
 * @param parts names of those that are measured, or empty for all
 * @param matrix faults of the matrix, or empty for all
 * @param repetitions how often a run or a start is measured
 * @param lines of the ledger
 * @param nodes sizes of the cluster
 */
record Settings(List<String> parts, List<String> matrix, int repetitions, int lines, List<Integer> nodes) {
    private static final int REPETITIONS = 3;
    private static final int LINES = 1_000_000;

    /** As system properties {@code bench.*} say; empty ones are as if they were not there. */
    static Settings fromSystemProperties() {
        return new Settings(
                list("bench.parts", name -> name),
                list("bench.matrix", name -> name),
                number("bench.repetitions", REPETITIONS),
                number("bench.lines", LINES),
                list("bench.nodes", Integer::valueOf).isEmpty()
                        ? List.of(10, 100, 1_000)
                        : list("bench.nodes", Integer::valueOf));
    }

    private static <T> List<T> list(String property, Function<String, T> read) {
        return Arrays.stream(System.getProperty(property, "").split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(read)
                .toList();
    }

    private static int number(String property, int otherwise) {
        String text = System.getProperty(property, "").strip();
        int number = text.isEmpty() ? otherwise : Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException(property + " must be at least 1, not " + number);
        }
        return number;
    }
}
