package io.logstack.conformance.report.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Text as an attacker would write it into logs, labels and error bodies, and what must not become of it. */
final class Planted {
    /** What each planted script would make of the page's title. */
    static final String OWNED = "owned";

    /** The ID of each planted element. */
    static final String ELEMENT = "planted";

    /** Out of text, of attributes, of comments, of styles and titles; escaped already; for terminals; for XML. */
    static final String TEXT = "</p></style></title></textarea></script>--> ]]>"
            + "<script id=planted>document.title='owned'</script>"
            + "\"'><img id=planted src=x onerror=\"document.title='owned'\">"
            + "<svg id=planted onload=\"document.title='owned'\"><style>*{display:none}</style></svg>"
            + "<a id=planted href=\"javascript:document.title='owned'\">x</a><iframe id=planted srcdoc=\"<b>\"></iframe>"
            + "<base href=\"http://127.0.0.1:9/\"><meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\"><!--"
            + " &lt;script&gt;document.title='owned'&lt;/script&gt; [x](javascript:document.title='owned') `"
            + " \u0000\u0007\u001b[31mred\u001b[0m\u001b]0;owned\u0007\u009b2J\u202e\ufeff\ud800 ";

    /** A line of a megabyte. */
    static final String LINE = TEXT + "x".repeat(1 << 20) + TEXT;

    private static final List<String> RUNNING = List.of(
            "script", "iframe", "object", "embed", "form", "base", "link", "img", "video", "audio", "foreignObject");

    private Planted() {}

    /** Whatever reads the page, nothing of it runs, loads or hides anything. */
    static void isOnlyText(String html) {
        Document page = Jsoup.parse(html);
        assertThat(page.select(String.join(",", RUNNING))).isEmpty();
        assertThat(page.select("meta[http-equiv]").eachAttr("http-equiv")).containsExactly("Content-Security-Policy");
        assertThat(page.select("#" + ELEMENT)).isEmpty();
        assertThat(page.title()).isNotEqualTo(OWNED);
        assertThat(page.getAllElements()).allSatisfy(Planted::doesNothing);
        assertThat(html.codePoints().filter(character -> character < ' ' && character != '\n' && character != '\t'))
                .as("control characters")
                .isEmpty();
        assertThat(html).doesNotContain("\u007f", "\u009b", "\u202e", "\ufffe");
    }

    private static void doesNothing(Element element) {
        for (Attribute attribute : element.attributes()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            assertThat(name)
                    .doesNotStartWith("on")
                    .isNotIn("srcdoc", "src", "action", "formaction", "style", "xlink:href");
            if (name.equals("href")) {
                assertThat(attribute.getValue()).matches("#.*|https?://.*|mailto:.*");
            }
        }
    }
}
