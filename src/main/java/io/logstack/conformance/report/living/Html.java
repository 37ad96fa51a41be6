package io.logstack.conformance.report.living;

import org.jsoup.nodes.Element;

/** Elements of the page. All text goes through the library, which escapes it. */
final class Html {
    private Html() {}

    /** @param style classes, which are ours alone; may be empty */
    static Element of(String tag, String style) {
        Element element = new Element(tag);
        return style.isEmpty() ? element : element.attr("class", style);
    }

    static Element of(String tag, String style, String text) {
        return of(tag, style).text(text);
    }

    static Element add(Element parent, String tag, String style) {
        Element child = of(tag, style);
        parent.appendChild(child);
        return child;
    }

    static Element add(Element parent, String tag, String style, String text) {
        return add(parent, tag, style).text(text);
    }

    /** As {@link #add}, with a space to what follows: for who copies the page or has it read out. */
    static void word(Element parent, String tag, String style, String text) {
        add(parent, tag, style, text);
        parent.appendText(" ");
    }

    /** A link to a place of this page. */
    static Element link(String id, String text) {
        return of("a", "", text).attr("href", "#" + id);
    }
}
