package io.logstack.conformance.runbook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/** Goes over a document once, and keeps what it says. */
final class RunbookReader extends AbstractVisitor {
    private final Set<String> sections = new LinkedHashSet<>();
    private final List<Runbook.Command> commands = new ArrayList<>();
    private final List<Runbook.Item> items = new ArrayList<>();
    private final Set<Saying> sayings = new LinkedHashSet<>();
    private String section = "";
    private String under = "";

    Runbook from(String source, Node document) {
        document.accept(this);
        return new Runbook(
                source, List.copyOf(sections), List.copyOf(commands), List.copyOf(items), List.copyOf(sayings));
    }

    @Override
    public void visit(Heading heading) {
        section = Prose.words(heading);
        under = "";
        if (!putsSectionsTogether(heading)) {
            sections.add(section);
        }
    }

    @Override
    public void visit(Paragraph paragraph) {
        under = Prose.words(paragraph);
        Saying saying = Saying.words(section, Prose.text(paragraph));
        boolean onlyIntroduces = saying.text().isEmpty() || saying.text().endsWith(":");
        if (!onlyIntroduces || saying.kind() == Saying.Kind.THRESHOLD) {
            said(saying);
        }
    }

    @Override
    public void visit(ListItem item) {
        String above = under;
        Node own = item.getFirstChild();
        if (own instanceof Paragraph) {
            listed(new Runbook.Item(section, above, Prose.text(own), Prose.words(own), Prose.code(own)));
            own = own.getNext();
        }
        for (Node further = own; further != null; further = further.getNext()) {
            further.accept(this);
        }
        under = above;
    }

    @Override
    public void visit(FencedCodeBlock block) {
        code(block.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        code(block.getLiteral());
    }

    private void code(String block) {
        new CodeBlock(section, new CodeBlock.Reading() {
                    @Override
                    public void command(Runbook.Command command) {
                        commands.add(command);
                        said(Saying.command(section, command.text()));
                    }

                    @Override
                    public void item(Runbook.Item item) {
                        listed(item);
                    }

                    @Override
                    public void comment(String text) {
                        Saying comment = Saying.words(section, text);
                        if (comment.kind() == Saying.Kind.THRESHOLD) {
                            said(comment);
                        }
                    }
                })
                .read(block);
    }

    private void listed(Runbook.Item item) {
        items.add(item);
        said(Saying.words(section, item.text()));
    }

    private void said(Saying saying) {
        sections.add(section);
        sayings.add(saying);
    }

    /** Whether the next thing that is said is a heading further down. */
    private static boolean putsSectionsTogether(Heading heading) {
        Node next = heading.getNext();
        while (next != null && !(next instanceof Heading) && Prose.words(next).isEmpty()) {
            next = next.getNext();
        }
        return next instanceof Heading following && following.getLevel() > heading.getLevel();
    }
}
