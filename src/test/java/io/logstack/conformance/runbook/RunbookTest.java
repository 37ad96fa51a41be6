package io.logstack.conformance.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunbookTest {
    @Test
    void commandsKnowTheirHeadingTheirCommentAndWhatWasForwardedBefore() {
        Runbook runbook = Runbook.parse("r", """
                ## Health

                ```bash
                # Check Loki
                kubectl port-forward -n monitoring svc/loki-gateway 3100:80 &
                curl -s http://localhost:3100/ready

                kubectl run test \\
                  --image=x
                ```
                """);
        assertThat(runbook.commands())
                .containsExactly(
                        new Runbook.Command(
                                "Health",
                                "Check Loki",
                                "kubectl port-forward -n monitoring svc/loki-gateway 3100:80 &",
                                Map.of(3100, "loki-gateway")),
                        new Runbook.Command(
                                "Health",
                                "Check Loki",
                                "curl -s http://localhost:3100/ready",
                                Map.of(3100, "loki-gateway")),
                        new Runbook.Command("Health", "", "kubectl run test  --image=x", Map.of(3100, "loki-gateway")));
    }

    @Test
    void itemsKnowTheirLabelTheirCodeAndWhatTheyAreListedUnder() {
        Runbook runbook = Runbook.parse(
                "r", "### Metrics\n\n**Slow:**\n- **Error Rate**: `rate(x[5m])`\n- plain\n\n```\n# Query: up\n```\n");
        assertThat(runbook.items())
                .containsExactly(
                        new Runbook.Item(
                                "Metrics", "Slow:", "Error Rate: rate(x[5m])", "Error Rate:", List.of("rate(x[5m])")),
                        new Runbook.Item("Metrics", "Slow:", "plain", "plain", List.of()),
                        new Runbook.Item("Metrics", "", "Query: up", "Query", List.of("up")));
    }

    @Test
    void wordsAreThoseOfAShell() {
        assertThat(Shell.commands(
                        "curl -s \"http://h/q?query={a!=\\\"\\\"}&b=$(date -d '7 days' +%s)\" | jq '.a | length'"))
                .containsExactly(
                        List.of("curl", "-s", "http://h/q?query={a!=\"\"}&b=$(date -d '7 days' +%s)"),
                        List.of("jq", ".a | length"));
        assertThat(Shell.commands("")).isEmpty();
        assertThat(Shell.commands("echo 'open")).containsExactly(List.of("echo", "open"));
    }

    @Test
    void commentsAfterTheLastCommandTellWhatItPrints() {
        Runbook runbook =
                Runbook.parse("r", "## H\n```\n# Check\nget pods\n\n# Expected output:\n# a 1/1\n# b 2/2\n```\n");
        assertThat(runbook.items())
                .containsExactly(
                        new Runbook.Item("H", "Expected output:", "a 1/1", "a 1/1", List.of()),
                        new Runbook.Item("H", "Expected output:", "b 2/2", "b 2/2", List.of()));
        assertThat(Runbook.parse("r", "## H\n```\n# Fixes:\n# 1. this\nget pods\n```\n")
                        .items())
                .isEmpty();
    }

    @Test
    void sectionsAreThoseThatSaySomethingThemselves() {
        assertThat(Runbook.parse("r", "# A\n\n## B\n\nwords\n\n### C\n\n- x\n\n## D\n\n```\nls\n```\n")
                        .sections())
                .containsExactly("B", "C", "D");
    }

    @Test
    void anEmptyHeadingIsASectionUnlessItPutsOthersTogether() {
        assertThat(Runbook.parse("r", "# A\n\n<a id=\"b\"></a>\n\n## B\n\n## C\n")
                        .sections())
                .containsExactly("B", "C");
    }

    @Test
    void sayingsAreCommandsItemsSentencesAndWhatStatesAFigure() {
        assertThat(Runbook.parse("r", """
                        ## H

                        These are:

                        Do it within 5 minutes:

                        1. first, at 80 %
                           - nested
                             ```
                             ls \\
                                -l
                             ```
                        2. **Second**: `x`

                        Then:

                            # keep 7 days
                            # and look
                            date
                        """).sayings())
                .extracting(Saying::toString)
                .containsExactly(
                        "threshold 'Do it within 5 minutes:' under 'H'",
                        "threshold 'first, at 80 %' under 'H'",
                        "words 'nested' under 'H'",
                        "command 'ls -l' under 'H'",
                        "words 'Second: x' under 'H'",
                        "threshold 'keep 7 days' under 'H'",
                        "command 'date' under 'H'");
    }

    @Test
    void aFigureIsAShareATimeASizeACountOrAComparison() {
        assertThat(List.of("5%", "300 s", "7 days", "10GB/day", "25 GiB", "3 pods", "> 3", "10:1", "2/2", "30-day"))
                .allSatisfy(text -> assertThat(Saying.words("", text).kind()).isEqualTo(Saying.Kind.THRESHOLD));
        assertThat(List.of("S3 endpoint", "1. First", "k8s-1", "http://localhost:9090/graph", "Version 1.0"))
                .allSatisfy(text -> assertThat(Saying.words("", text).kind()).isEqualTo(Saying.Kind.WORDS));
    }

    @Test
    void anEmptyOneSaysNothing() {
        assertThat(Runbook.parse("r", "").commands()).isEmpty();
        assertThat(Runbook.parse("r", "").items()).isEmpty();
    }
}
