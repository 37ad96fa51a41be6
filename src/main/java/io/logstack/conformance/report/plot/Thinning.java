package io.logstack.conformance.report.plot;

import io.logstack.conformance.catalog.Chart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fewer points of a line that look the same: of each stretch its lowest and its highest, so that no peak is lost. */
final class Thinning {
    private static final int STRETCHES = 150;

    private Thinning() {}

    static List<Chart.Point> of(List<Chart.Point> points) {
        if (points.size() <= 2 * STRETCHES) {
            return points;
        }
        List<Chart.Point> kept = new ArrayList<>();
        kept.add(points.get(0));
        for (int i = 0; i < STRETCHES; i++) {
            List<Chart.Point> stretch = points.subList(
                    (int) ((long) i * points.size() / STRETCHES), (int) ((i + 1L) * points.size() / STRETCHES));
            Chart.Point lowest = stretch.stream()
                    .min(Comparator.comparingDouble(Chart.Point::value))
                    .orElseThrow();
            Chart.Point highest = stretch.stream()
                    .max(Comparator.comparingDouble(Chart.Point::value))
                    .orElseThrow();
            boolean lowestFirst = stretch.indexOf(lowest) <= stretch.indexOf(highest);
            kept.add(lowestFirst ? lowest : highest);
            if (!lowest.equals(highest)) {
                kept.add(lowestFirst ? highest : lowest);
            }
        }
        kept.add(points.get(points.size() - 1));
        return kept;
    }
}
