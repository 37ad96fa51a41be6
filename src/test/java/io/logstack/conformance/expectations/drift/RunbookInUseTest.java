package io.logstack.conformance.expectations.drift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.ProfileException;
import io.logstack.conformance.profile.Profiles;
import io.logstack.conformance.runbook.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunbookInUseTest {
    private static final Path PROFILE = Path.of("profiles/embedded.yaml");

    @Test
    void aProfileThatNamesNoFileIsAMistake() {
        assertThatThrownBy(() -> Profiles.load(PROFILE, Map.of("runbook", "no/such.md")))
                .isInstanceOf(ProfileException.class)
                .hasMessageContainingAll("runbook", "there is no file 'no/such.md'");
    }

    @Test
    void aRunbookThatIsGoneCannotBeWrong(@TempDir Path directory) throws IOException {
        Profile profile = Stubbed.runbook(directory, "# Gone");
        Files.delete(directory.resolve("runbook.md"));
        assertThatThrownBy(() -> Runbook.inUse(profile))
                .isInstanceOf(InconclusiveException.class)
                .hasMessageContaining("runbook.md");
    }
}
