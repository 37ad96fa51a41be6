package io.logstack.conformance.report.plot;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.report.text.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Lines over time, what is only expected dashed, with what happened when. */
final class TimelinePlot {
    private static final double LEFT = 64;
    private static final double RIGHT = Canvas.WIDTH - 14;
    private static final double TOP = 20;
    private static final double BOTTOM = 190;
    private static final int MOST_MOMENTS = 8;
    private static final double MINUTES_FROM = 180;
    private static final double HOURS_FROM = 3 * 3600;
    private static final double DAYS_FROM = 3 * 86400;

    private final Chart.Timeline chart;
    private final Canvas canvas;
    private final List<Chart.Line> lines;
    private final Scale across;
    private final Scale up;

    private TimelinePlot(Chart.Timeline chart) {
        this.chart = chart;
        this.canvas = new Canvas(chart.name(), BOTTOM + 22);
        this.lines = chart.lines().stream()
                .limit(Canvas.COLOURS)
                .map(TimelinePlot::finite)
                .filter(line -> !line.points().isEmpty())
                .toList();
        List<Double> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Chart.Line line : lines) {
            line.points().forEach(point -> {
                times.add(point.seconds());
                values.add(point.value());
            });
        }
        chart.moments().forEach(moment -> times.add(moment.seconds()));
        Chart.Limit limit = chart.limit();
        if (limit != null) {
            values.add(limit.value());
        }
        this.across = Scale.tight(times, LEFT, RIGHT);
        this.up = Scale.linear(values, BOTTOM, TOP);
    }

    static Element of(Chart.Timeline chart) {
        return new TimelinePlot(chart).drawn();
    }

    private static Chart.Line finite(Chart.Line line) {
        return new Chart.Line(
                line.name(),
                line.points().stream()
                        .filter(point -> Double.isFinite(point.seconds()) && Double.isFinite(point.value()))
                        .toList(),
                line.projected());
    }

    private Element drawn() {
        if (lines.isEmpty()) {
            canvas.text("", "middle", Canvas.WIDTH / 2, BOTTOM / 2, "no values");
            return canvas.drawn();
        }
        grid();
        moments();
        for (int i = 0; i < lines.size(); i++) {
            Chart.Line line = lines.get(i);
            String style = "c" + i + (line.projected() ? " projected" : "");
            List<double[]> points = Thinning.of(line.points()).stream()
                    .map(point -> new double[] {across.at(point.seconds()), up.at(point.value())})
                    .toList();
            canvas.path(style, points);
            if (points.size() == 1) {
                canvas.dot("c" + i, points.get(0)[0], points.get(0)[1]);
            }
            canvas.row(style, line.name() + (line.projected() ? " (expected)" : ""));
        }
        Chart.Limit limit = chart.limit();
        if (limit != null) {
            canvas.line("limit", LEFT, up.at(limit.value()), RIGHT, up.at(limit.value()));
            canvas.text(
                    "over",
                    "end",
                    RIGHT,
                    up.at(limit.value()) - 5,
                    limit.name() + " " + Amount.of(limit.value(), chart.unit()));
        }
        legend();
        return canvas.drawn();
    }

    private void grid() {
        double span = across.to() - across.from();
        for (double tick : inTime(span).ticks()) {
            double x = across.at(tick * unit(span));
            canvas.line("grid", x, TOP, x, BOTTOM);
            canvas.text("", "middle", x, BOTTOM + 16, Amount.of(tick, unitName(span)));
        }
        for (double tick : up.ticks()) {
            canvas.line("grid", LEFT, up.at(tick), RIGHT, up.at(tick));
            canvas.text("", "end", LEFT - 6, up.at(tick) + 4, Amount.of(tick, scaled() ? chart.unit() : ""));
        }
    }

    /** Whether the unit of a value depends on its size; others are in the chart's name. */
    private boolean scaled() {
        return chart.unit().equals("seconds") || chart.unit().startsWith("bytes");
    }

    private Scale inTime(double span) {
        return new Scale(across.from() / unit(span), across.to() / unit(span), LEFT, RIGHT, false);
    }

    private static double unit(double span) {
        return span >= DAYS_FROM ? 86400 : span >= HOURS_FROM ? 3600 : span >= MINUTES_FROM ? 60 : 1;
    }

    private static String unitName(double span) {
        return span >= DAYS_FROM ? "d" : span >= HOURS_FROM ? "h" : span >= MINUTES_FROM ? "min" : "s";
    }

    private void moments() {
        for (int i = 0; i < Math.min(chart.moments().size(), MOST_MOMENTS); i++) {
            double x = across.at(chart.moments().get(i).seconds());
            canvas.line("moment", x, TOP, x, BOTTOM);
            canvas.text("", "middle", x, TOP - 6, String.valueOf(i + 1));
        }
    }

    private void legend() {
        double span = across.to() - across.from();
        for (int i = 0; i < Math.min(chart.moments().size(), MOST_MOMENTS); i++) {
            Chart.Moment moment = chart.moments().get(i);
            canvas.row(
                    "",
                    (i + 1) + "  " + moment.what() + ", at "
                            + Amount.of(Math.round(100 * moment.seconds() / unit(span)) / 100.0, unitName(span)));
        }
        int left = chart.lines().size() - lines.size();
        if (left > 0) {
            canvas.row("", "and " + left + " more lines");
        }
        if (chart.moments().size() > MOST_MOMENTS) {
            canvas.row("", "and " + (chart.moments().size() - MOST_MOMENTS) + " more moments");
        }
    }
}
