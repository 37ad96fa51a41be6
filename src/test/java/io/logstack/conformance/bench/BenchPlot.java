package io.logstack.conformance.bench;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.Styler;

/** {@code bench.svg}: for each figure a bar to the median and points at least and most, one chart to a part and unit. */
final class BenchPlot {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 380;
    private static final int COLUMNS = 2;
    private static final int POINT = 7;
    private static final int TILT = 20;
    /** What a label may be long. */
    private static final int LABEL = 36;
    /** That a run judged all that it should is for {@code bench.json} to say. */
    private static final String NOT_PLOTTED = "expectations";

    private BenchPlot() {}

    static void write(Path file, Map<String, BenchFile.Result> results) throws IOException {
        List<CategoryChart> charts = new ArrayList<>();
        for (BenchFile.Result result : results.values()) {
            Map<String, List<Figure>> byUnit = new LinkedHashMap<>();
            result.measured().figures().stream()
                    .filter(figure -> !figure.unit().equals(NOT_PLOTTED))
                    .forEach(figure -> byUnit.computeIfAbsent(figure.unit(), unit -> new ArrayList<>())
                            .add(figure));
            byUnit.forEach((unit, figures) -> charts.add(chart(result.title(), unit, figures)));
        }
        int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
        VectorGraphics2D page = new VectorGraphics2D();
        for (int i = 0; i < charts.size(); i++) {
            VectorGraphics2D cell = (VectorGraphics2D) page.create();
            cell.translate(i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
            charts.get(i).paint(cell, WIDTH, HEIGHT);
            cell.dispose();
        }
        try (OutputStream svg = Files.newOutputStream(file)) {
            new SVGProcessor()
                    .getDocument(page.getCommands(), new PageSize(COLUMNS * (double) WIDTH, rows * (double) HEIGHT))
                    .writeTo(svg);
        }
    }

    private static CategoryChart chart(String title, String unit, List<Figure> figures) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setOverlapped(true);
        chart.getStyler().setXAxisLabelRotation(TILT);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        List<String> labels =
                figures.stream().map(figure -> label(figure.name())).toList();
        chart.addSeries("median", labels, figures.stream().map(Figure::median).toList());
        point(chart, "least", labels, figures.stream().map(Figure::min).toList());
        point(chart, "most", labels, figures.stream().map(Figure::max).toList());
        return chart;
    }

    private static void point(CategoryChart chart, String name, List<String> labels, List<Double> values) {
        chart.getStyler().setMarkerSize(POINT);
        chart.addSeries(name, labels, values)
                .setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Scatter);
    }

    private static String label(String name) {
        return name.length() <= LABEL ? name : name.substring(0, LABEL - 1) + "…";
    }
}
