package io.logstack.conformance.homelab.logql;

import java.util.List;

/** The stages of one query, line filters at the front apart: most lines go there, before anything is made of their labels. */
final class Pipeline {
    private final List<LineFilter> front;
    private final List<Stage> rest;

    Pipeline(List<Stage> stages) {
        this.front = stages.stream()
                .takeWhile(LineFilter.class::isInstance)
                .map(LineFilter.class::cast)
                .toList();
        this.rest = stages.stream().skip(front.size()).map(Stage::fresh).toList();
    }

    /** Whether the line passes the line filters at the front. */
    boolean keepsLine(String line) {
        for (LineFilter filter : front) {
            if (!filter.keeps(line)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a line that passed the front passes the rest; changes its labels. */
    boolean process(String line, LineLabels labels) {
        for (Stage stage : rest) {
            if (!stage.process(line, labels)) {
                return false;
            }
        }
        return true;
    }
}
