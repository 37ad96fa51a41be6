package io.logstack.conformance.homelab.logql;

import java.util.List;

/** Answers of queries. */
public sealed interface Result {
    /** Of a log query. */
    record Streams(List<LogSource.Stream> streams) implements Result {}

    /** Of a metric query over a range of time. */
    record Matrix(List<Series> series) implements Result {}

    /** Of a metric query at a moment. */
    record Vector(List<Sample> samples) implements Result {}

    /** A number, at a moment. */
    record Scalar(double value) implements Result {}

    /** Values of one series in the order of time. */
    record Series(Labels labels, List<Point> points) {}

    /** @param time nanoseconds */
    record Point(long time, double value) {}

    /** A value of a series at a moment that is known. */
    record Sample(Labels labels, double value) {}
}
