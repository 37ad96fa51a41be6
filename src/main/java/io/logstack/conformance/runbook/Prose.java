package io.logstack.conformance.runbook;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** What is written in a node, without its marks. */
final class Prose {
    private Prose() {}

    /** All of it. */
    static String text(Node node) {
        Words words = new Words() {
            @Override
            public void visit(Code span) {
                append(span.getLiteral());
            }
        };
        node.accept(words);
        return words.read();
    }

    /** What is no code. */
    static String words(Node node) {
        Words words = new Words();
        node.accept(words);
        return words.read();
    }

    /** Its code. */
    static List<String> code(Node node) {
        List<String> code = new ArrayList<>();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Code span) {
                code.add(span.getLiteral());
            }
        });
        return List.copyOf(code);
    }

    /** Its HTML, as it is written. */
    static String html(Node node) {
        StringBuilder html = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline tag) {
                html.append(tag.getLiteral());
            }
        });
        return html.toString();
    }

    private static class Words extends AbstractVisitor {
        private final StringBuilder words = new StringBuilder();

        @Override
        public void visit(Text text) {
            append(text.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            append(" ");
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            append(" ");
        }

        final void append(String text) {
            words.append(text);
        }

        final String read() {
            return words.toString().strip();
        }
    }
}
