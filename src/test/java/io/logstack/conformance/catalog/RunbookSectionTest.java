package io.logstack.conformance.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@link RunbookSection} and fixtures/runbook.md to each other. */
class RunbookSectionTest {
    private static final Path RUNBOOK = Path.of("fixtures/runbook.md");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    @ParameterizedTest
    @EnumSource(RunbookSection.class)
    void everySectionHasItsAnchorAboveItsHeading(RunbookSection section) throws IOException {
        List<String> lines = Files.readAllLines(RUNBOOK);

        int anchor = lines.indexOf("<a id=\"" + section.anchor() + "\"></a>");
        assertThat(anchor).as("line of the anchor %s", section.anchor()).isNotNegative();
        assertThat(lines.get(anchor + 1)).isEmpty();
        assertThat(lines.get(anchor + 2)).matches("#{2,3} " + Pattern.quote(section.title()));
    }

    @ParameterizedTest
    @EnumSource(RunbookSection.class)
    void everySectionIsInItsChapter(RunbookSection section) throws IOException {
        String chapter = "";
        for (String line : Files.readAllLines(RUNBOOK)) {
            if (line.startsWith("## ")) {
                chapter = line.substring(3);
            }
            if (line.matches("#{2,3} " + Pattern.quote(section.title()))) {
                break;
            }
        }

        assertThat(section.chapter()).isEqualTo(chapter);
    }

    @Test
    void anchorsAreUnique() throws IOException {
        List<String> anchors = new ArrayList<>();
        for (String line : Files.readAllLines(RUNBOOK)) {
            Matcher anchor = ANCHOR.matcher(line);
            if (anchor.matches()) {
                anchors.add(anchor.group(1));
            }
        }

        assertThat(anchors).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(RunbookSection.values().length);
    }
}
