package io.logstack.conformance.report.living;

import io.logstack.conformance.report.text.Shown;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

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

    /** Makes all text below an element fit to be shown, that of attributes included. */
    static void fit(Element root) {
        root.traverse((node, depth) -> {
            if (node instanceof TextNode text) {
                text.text(Shown.fit(text.getWholeText()));
            } else if (node instanceof Element element) {
                attributes(element);
            }
        });
    }

    private static void attributes(Node element) {
        for (Attribute attribute : element.attributes()) {
            attribute.setValue(Shown.fit(attribute.getValue()));
        }
    }
}
