package io.logstack.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path directory;

    @Test
    void helpNamesCommandsAndExitCodes() {
        Executed help = Executed.of("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("run ", "list ", "explain ", "homelab ", "profile ", "report ", "rights ")
                .contains("0   conformant", "1   not conformant", "2   a mistake", "3   the suite itself broke");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "list", "explain", "homelab", "profile", "report", "rights"})
    void everyCommandHasHelp(String command) {
        Executed help = Executed.of(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: logging-stack-conformance " + command);
    }

    @Test
    void versionIsTold() {
        Executed version = Executed.of("--version");

        assertThat(version.code()).isZero();
        assertThat(version.out()).startsWith("logging-stack-conformance ").contains("Java " + Runtime.version());
    }

    @Test
    void mistakesOnTheCommandLineAreCode2() {
        assertThat(Executed.of()).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).startsWith("A command is missing: ");
        });
        assertThat(Executed.of("rnu")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).contains("rnu");
        });
        assertThat(Executed.of("run")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).startsWith("Missing required option: '--profile=FILE'");
        });
        assertThat(Executed.of("profile")).satisfies(e -> {
            assertThat(e.code()).isEqualTo(2);
            assertThat(e.err()).startsWith("A command is missing: check");
        });
        assertThat(Executed.of("run", "--profile", "profiles/embedded.yaml", "-Dloki.url=http://x"))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(2);
                    assertThat(e.err())
                            .startsWith("-Dloki.url is no key of a profile; accepted: -Dlogstack.KEY=VALUE, such as"
                                    + " -Dlogstack.loki.url=http://127.0.0.1:3100");
                });
    }

    @Test
    void profileCheckTellsWhatIsGood() {
        Executed check = Executed.of("profile", "check", "profiles/embedded.yaml", "profiles/live.yaml");

        assertThat(check.code()).isZero();
        assertThat(check.err()).isEmpty();
        assertThat(check.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("profiles/embedded.yaml: good \\(embedded, tier embedded, safety disrupt, hash"
                                        + " [0-9a-f]{12}\\)"),
                        line -> assertThat(line)
                                .startsWith("profiles/live.yaml: good (live, tier live, safety observe"));
    }

    @Test
    void profileCheckTellsOfEveryFileWhatIsWrong() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "name: x\ntier: embeded\nseed: y\n");

        Executed check =
                Executed.of("profile", "check", bad.toString(), "profiles/embedded.yaml", "profiles/none.yaml");

        assertThat(check.code()).isEqualTo(2);
        assertThat(check.out()).startsWith("profiles/embedded.yaml: good");
        assertThat(check.err())
                .contains("The profile " + bad + " cannot be used, for 2 mistakes:")
                .contains("tier: 'embeded' is not known", "seed: 'y' is not a whole number")
                .contains("profiles/none.yaml: there is no such file");
    }

    @Test
    void profileCheckKnowsTheHomelabsFaults() {
        assertThat(Executed.of("profile", "check", "-Dlogstack.fault=s3-down", "profiles/embedded.yaml")
                        .code())
                .isZero();

        Executed check = Executed.of("profile", "check", "-Dlogstack.fault=s3-dwon", "profiles/embedded.yaml");
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.err()).contains("there is no fault 's3-dwon'; the homelab knows alloy-missing-on-node, ");
    }

    @Test
    void profileCheckKnowsWhatCanBeWaived() {
        assertThat(Executed.of(
                                "profile",
                                "check",
                                "-Dlogstack.waivers.STORAGE-07=until 9999-12-31: known",
                                "profiles/embedded.yaml")
                        .code())
                .isZero();

        Executed check = Executed.of(
                "profile", "check", "-Dlogstack.waivers.STORAGE-99=until 9999-12-31: known", "profiles/embedded.yaml");
        assertThat(check.code()).isEqualTo(2);
        assertThat(check.err()).contains("waivers.STORAGE-99: no expectation has the ID STORAGE-99");
    }

    @Test
    void environmentGoesBeforeTheFileAndTheCommandLineBeforeBoth() {
        Map<String, String> environment = Map.of("LOGSTACK_SAFETY", "probe");

        assertThat(Executed.of(environment, "profile", "check", "profiles/embedded.yaml")
                        .out())
                .contains("safety probe");
        assertThat(Executed.of(environment, "profile", "check", "profiles/embedded.yaml", "-Dlogstack.safety=observe")
                        .out())
                .contains("safety observe");
    }

    @Test
    void theHistoryOfARunIsAKeyOfItsProfile() {
        Executed run = Executed.of("run", "--profile", "profiles/embedded.yaml", "--history", "pom.xml");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("-Dlogstack.reports.history: reports.history: 'pom.xml' is no directory");
    }

    @Test
    void aBadProfileStartsNothing() {
        Executed run = Executed.of("run", "--profile", "profiles/embedded.yaml", "-Dlogstack.queries.samples=3");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "The profile profiles/embedded.yaml cannot be used, for one mistake:"
                                + "  -Dlogstack.queries.samples: queries.samples: '3' is too few for a P95; accepted: at least 20");
    }
}
