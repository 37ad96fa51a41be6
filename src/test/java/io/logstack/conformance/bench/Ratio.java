package io.logstack.conformance.bench;

/**
 * Two medians held against each other.
 *
 * @param name what the value says
 * @param of name of the figure above the line
 * @param over name of the figure below the line
 */
record Ratio(String name, double value, String of, String over) {
    static Ratio of(String name, Figure of, Figure over) {
        return new Ratio(name, of.median() / over.median(), of.name(), over.name());
    }
}
