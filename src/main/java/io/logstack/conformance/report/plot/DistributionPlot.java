package io.logstack.conformance.report.plot;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.report.text.Amount;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** How many percent of the samples are up to which value, with the median, the P95 and the limit. */
final class DistributionPlot {
    private static final double LEFT = 44;
    private static final double RIGHT = Canvas.WIDTH - 14;
    private static final double TOP = 20;
    private static final double BOTTOM = 190;
    private static final int MOST_STEPS = 200;
    private static final List<Integer> MARKED = List.of(50, 95);

    private DistributionPlot() {}

    static Element of(Chart.Distribution chart) {
        Canvas canvas = new Canvas(chart.name(), BOTTOM + 22);
        List<Double> sorted =
                chart.samples().stream().filter(Double::isFinite).sorted().toList();
        if (sorted.isEmpty()) {
            canvas.text("", "middle", Canvas.WIDTH / 2, BOTTOM / 2, "no samples");
            return canvas.drawn();
        }
        Chart.Limit limit = chart.limit();
        List<Double> values = new ArrayList<>(sorted);
        if (limit != null) {
            values.add(limit.value());
        }
        Scale across = Scale.fitting(values, LEFT, RIGHT);
        Scale up = new Scale(0, 100, BOTTOM, TOP, false);
        grid(canvas, across, up, chart.unit());
        canvas.path("c0", steps(sorted, across, up));
        if (limit != null) {
            double x = across.at(limit.value());
            canvas.line("limit", x, TOP, x, BOTTOM);
            canvas.label("over", x, TOP - 6, limit.name() + " " + Amount.of(limit.value(), chart.unit()));
        }
        for (int percent : MARKED) {
            double value = sorted.get(rank(sorted.size(), percent) - 1);
            canvas.dot("c0", across.at(value), up.at(percent));
            canvas.label(
                    "",
                    across.at(value) + 4,
                    up.at(percent) + 14,
                    "P" + percent + " " + Amount.of(value, chart.unit()));
        }
        canvas.row("", sorted.size() + " samples; percent of them up to each value");
        return canvas.drawn();
    }

    private static void grid(Canvas canvas, Scale across, Scale up, String unit) {
        for (double tick : across.ticks()) {
            canvas.line("grid", across.at(tick), TOP, across.at(tick), BOTTOM);
            canvas.text("", "middle", across.at(tick), BOTTOM + 16, Amount.of(tick, unit));
        }
        for (double tick : up.ticks()) {
            canvas.line("grid", LEFT, up.at(tick), RIGHT, up.at(tick));
            canvas.text("", "end", LEFT - 6, up.at(tick) + 4, Amount.of(tick, "%"));
        }
    }

    /** Of many samples a part of the ranks, each where it truly is. */
    private static List<double[]> steps(List<Double> sorted, Scale across, Scale up) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {across.at(sorted.get(0)), up.at(0)});
        int steps = Math.min(sorted.size(), MOST_STEPS);
        double before = 0;
        for (int i = 1; i <= steps; i++) {
            int rank = (int) Math.ceil((double) i * sorted.size() / steps);
            double x = across.at(sorted.get(rank - 1));
            double percent = 100.0 * rank / sorted.size();
            points.add(new double[] {x, up.at(before)});
            points.add(new double[] {x, up.at(percent)});
            before = percent;
        }
        return points;
    }

    /** The nearest rank, as latencies are judged by. */
    private static int rank(int samples, int percent) {
        return (samples * percent + 99) / 100;
    }
}
