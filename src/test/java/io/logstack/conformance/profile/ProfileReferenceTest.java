package io.logstack.conformance.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds profiles/reference.yaml to the mapping: every key, its default, and words on it. */
class ProfileReferenceTest {
    private static final Path REFERENCE = Path.of("profiles/reference.yaml");
    private static final Pattern KEY = Pattern.compile("( *)([a-z0-9-]+):.*");

    @Test
    void namesEveryKeyOnceAndNoOther() throws IOException {
        assertThat(keysOf(REFERENCE)).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(keysOf(REFERENCE))).isEqualTo(new TreeSet<>(ProfileKeys.ALL.keySet()));
    }

    @Test
    void valuesAreTheDefaults(@TempDir Path directory) throws IOException {
        Path minimal = Files.writeString(directory.resolve("p.yaml"), "name: reference\ntier: embedded\n");

        assertThat(Profiles.effective(Profiles.load(REFERENCE, Map.of())))
                .isEqualTo(Profiles.effective(Profiles.load(minimal, Map.of())));
        assertThat(Profiles.load(REFERENCE, Map.of()).loki().password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reference", "embedded", "containers", "live", "endpoints"})
    void everyValueIsExplained(String profile) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("profiles", profile + ".yaml"));
        List<String> unexplained = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            boolean group = key.matches() && ProfileKeys.isGroup(key.group(2));
            boolean plain = !profile.equals("reference") && lines.get(i).matches("(name|tier): " + profile);
            if (key.matches() && !group && !plain && !lines.get(i - 1).strip().startsWith("#")) {
                unexplained.add(lines.get(i));
            }
        }

        assertThat(unexplained).isEmpty();
    }

    private static List<String> keysOf(Path file) throws IOException {
        List<String> keys = new ArrayList<>();
        String group = "";
        for (String line : Files.readAllLines(file)) {
            Matcher key = KEY.matcher(line);
            if (key.matches() && key.group(1).isEmpty() && ProfileKeys.isGroup(key.group(2))) {
                group = key.group(2) + ".";
            } else if (key.matches()) {
                keys.add((key.group(1).isEmpty() ? "" : group) + key.group(2));
            }
        }
        return keys;
    }
}
