package io.logstack.conformance.report.plot;

import io.logstack.conformance.catalog.Chart;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/** A chart as SVG. */
public final class Plot {
    private Plot() {}

    /** As an element of a page. */
    public static Element element(Chart chart) {
        if (chart instanceof Chart.Bars bars) {
            return BarsPlot.of(bars);
        }
        return chart instanceof Chart.Timeline timeline
                ? TimelinePlot.of(timeline)
                : DistributionPlot.of((Chart.Distribution) chart);
    }

    /** As a file of its own. */
    public static String file(Chart chart) {
        Document document = new Document("");
        document.outputSettings()
                .syntax(Document.OutputSettings.Syntax.xml)
                .escapeMode(Entities.EscapeMode.xhtml)
                .prettyPrint(false);
        document.appendChild(element(chart));
        return document.outerHtml() + "\n";
    }
}
