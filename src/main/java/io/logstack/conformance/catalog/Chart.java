package io.logstack.conformance.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evidence that people would rather look at than read. Reports draw it; nothing is judged by it. */
public sealed interface Chart {
    /** What is shown, unique within the expectation. */
    String name();

    /** Unit of the values, as Prometheus names it. */
    String unit();

    /** What the values are held against, or null when the chart only informs. */
    @Nullable
    Limit limit();

    /**
     * A limit that is drawn as a line across the values.
     *
     * @param name what the limit is, such as {@code P95 limit}
     * @param value in the chart's unit
     */
    record Limit(String name, double value) {}

    /**
     * How samples are distributed, in the order in which they were taken.
     *
     * @param samples finite numbers in the chart's unit
     */
    record Distribution(
            String name,
            String unit,
            List<Double> samples,
            @Nullable Limit limit) implements Chart {
        public Distribution {
            samples = List.copyOf(samples);
        }
    }

    /**
     * Values over time.
     *
     * @param unit of the values; time is in seconds
     * @param lines one or several
     * @param moments what happened when
     */
    record Timeline(
            String name,
            String unit,
            List<Line> lines,
            @Nullable Limit limit,
            List<Moment> moments) implements Chart {
        public Timeline {
            lines = List.copyOf(lines);
            moments = List.copyOf(moments);
        }
    }

    /**
     * One line of a timeline.
     *
     * @param projected whether it tells what is expected rather than what was measured
     */
    record Line(String name, List<Point> points, boolean projected) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * @param seconds since the timeline's zero, which may lie in the past or in the future
     * @param value in the chart's unit
     */
    record Point(double seconds, double value) {}

    /** Something that happened, such as the deletion of a pod, in seconds since the timeline's zero. */
    record Moment(double seconds, String what) {}

    /**
     * Amounts side by side.
     *
     * @param bars amount by what has it, in the order of the map
     */
    record Bars(
            String name,
            String unit,
            Map<String, Double> bars,
            @Nullable Limit limit) implements Chart {
        public Bars {
            bars = Collections.unmodifiableMap(new LinkedHashMap<>(bars));
        }
    }
}
