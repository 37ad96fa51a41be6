package io.logstack.conformance.report.plot;

import io.logstack.conformance.report.text.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;

/** What is drawn on: an SVG that grows downwards by what is written below it. */
final class Canvas {
    static final double WIDTH = 480;
    static final double FONT = 12;
    static final double ROW = 17;
    private static final int LONGEST_TEXT = 60;
    private static final double LETTER = 6.6;

    /** Soft enough for white paper and for a dark screen; the page's own colours where there are any. */
    private static final String STYLE = ".plot{font:12px system-ui,sans-serif;max-width:100%;--s:#72787f}"
            + ".plot text{fill:var(--soft,var(--s))}.plot .grid{stroke:#8a9097;stroke-opacity:.25}"
            + ".plot .line{fill:none;stroke-width:2;stroke-linejoin:round}.plot .projected{stroke-dasharray:6 4}"
            + ".plot .limit{stroke:#d9483b;stroke-width:1.5;stroke-dasharray:4 3}.plot text.over{fill:#d9483b}"
            + ".plot .moment{stroke:#8a9097;stroke-dasharray:2 3}"
            + ".c0{--c:#3f82d6}.c1{--c:#d9822b}.c2{--c:#2f9e79}.c3{--c:#9a6fd0}.c4{--c:#c2557f}.c5{--c:#7f8c3a}"
            + ".plot .line,.plot .key{stroke:var(--c)}.plot .fill{fill:var(--c)}";

    /** How many series can be told apart. */
    static final int COLOURS = 6;

    private final Element svg = new Element("svg");
    private double height;

    Canvas(String name, double height) {
        this.height = height;
        svg.attr("class", "plot").attr("xmlns", "http://www.w3.org/2000/svg").attr("role", "img");
        svg.appendChild(new Element("title").text(Shown.fit(name)));
        svg.appendChild(new Element("style").appendChild(new DataNode(STYLE)));
    }

    Element drawn() {
        return svg.attr("viewBox", "0 0 " + number(WIDTH) + " " + number(height))
                .attr("width", number(WIDTH))
                .attr("height", number(height));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add("line", style)
                .attr("x1", number(x1))
                .attr("y1", number(y1))
                .attr("x2", number(x2))
                .attr("y2", number(y2));
    }

    void path(String style, List<double[]> points) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(number(point[0]))
                    .append(' ')
                    .append(number(point[1]));
        }
        add("path", "line " + style).attr("d", path.toString());
    }

    void bar(String style, double x, double y, double width, double height) {
        add("rect", "fill " + style)
                .attr("x", number(x))
                .attr("y", number(y))
                .attr("width", number(Math.max(width, 1)))
                .attr("height", number(height))
                .attr("rx", "2");
    }

    void dot(String style, double x, double y) {
        add("circle", "fill " + style)
                .attr("cx", number(x))
                .attr("cy", number(y))
                .attr("r", "3.5");
    }

    /** @param anchor which end of the text is at the place: start, middle or end */
    void text(String style, String anchor, double x, double y, String words) {
        add("text", style)
                .attr("x", number(x))
                .attr("y", number(y))
                .attr("text-anchor", anchor)
                .text(Shown.clean(Shown.oneLine(words, LONGEST_TEXT)));
    }

    /** As {@link #text}, beside a line at this place, on whichever side there is room. */
    void label(String style, double x, double y, String words) {
        boolean right = x + 4 + words.length() * LETTER < WIDTH;
        text(style, right ? "start" : "end", right ? x + 4 : x - 4, y, words);
    }

    /** Adds a row below, with a piece of its line before it where it has a style. */
    void row(String style, String words) {
        double y = height + ROW / 2;
        if (!style.isEmpty()) {
            line("key line " + style, 8, y, 28, y);
        }
        text("", "start", style.isEmpty() ? 8 : 34, y + FONT / 3, words);
        height += ROW;
    }

    private Element add(String tag, String style) {
        Element element = new Element(tag);
        if (!style.isEmpty()) {
            element.attr("class", style);
        }
        svg.appendChild(element);
        return element;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
