package io.logstack.conformance.report.plot;

import io.logstack.conformance.catalog.Chart;
import io.logstack.conformance.report.text.Amount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/** Amounts as bars, one below the other, so that their names have room. */
final class BarsPlot {
    private static final double LEFT = 8;
    private static final double RIGHT = Canvas.WIDTH - 90;
    private static final double TOP = 20;
    private static final double STEP = 36;
    private static final double BAR = 12;
    private static final int MOST = 12;

    private BarsPlot() {}

    static Element of(Chart.Bars chart) {
        Map<String, Double> bars = shown(chart.bars());
        double bottom = TOP + bars.size() * STEP;
        Canvas canvas = new Canvas(chart.name(), bottom);
        if (bars.isEmpty()) {
            canvas.row("", "nothing to show");
            return canvas.drawn();
        }
        Chart.Limit limit = chart.limit();
        List<Double> values = new ArrayList<>(bars.values());
        if (limit != null) {
            values.add(limit.value());
        }
        Scale across = Scale.linear(values, LEFT, RIGHT);
        double y = TOP;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            canvas.text("", "start", LEFT, y + Canvas.FONT, bar.getKey());
            double from = across.at(Math.min(0, bar.getValue()));
            double to = across.at(Math.max(0, bar.getValue()));
            canvas.bar("c0", from, y + STEP / 2, to - from, BAR);
            canvas.text("", "start", to + 5, y + STEP / 2 + BAR - 2, Amount.of(bar.getValue(), chart.unit()));
            y += STEP;
        }
        if (limit != null) {
            double x = across.at(limit.value());
            canvas.line("limit", x, TOP, x, bottom);
            canvas.label("over", x, TOP - 6, limit.name() + " " + Amount.of(limit.value(), chart.unit()));
        }
        return canvas.drawn();
    }

    /** The first of them, and the others together. */
    private static Map<String, Double> shown(Map<String, Double> bars) {
        Map<String, Double> shown = new LinkedHashMap<>();
        double rest = 0;
        int left = 0;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            if (!Double.isFinite(bar.getValue())) {
                continue;
            }
            if (shown.size() < MOST) {
                shown.put(bar.getKey(), bar.getValue());
            } else {
                rest += bar.getValue();
                left++;
            }
        }
        if (left > 0) {
            shown.put(left + " others together", rest);
        }
        return shown;
    }
}
