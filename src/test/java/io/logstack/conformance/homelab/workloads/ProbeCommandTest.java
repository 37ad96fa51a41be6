package io.logstack.conformance.homelab.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeCommandTest {
    @Test
    void plainCommandsPrintWhatTheySay() {
        assertThat(sh("echo 'probe 1 on node-a'; exec sleep 300")).contains(List.of("probe 1 on node-a"));
        assertThat(sh("echo one && echo two\nprintf 'three %s\\n' \"a b\""))
                .contains(List.of("one", "two", "three a b"));
        assertThat(sh("printf '100%%\\n'")).contains(List.of("100%"));
        assertThat(sh("echo it\\'s \"\\\"quoted\\\"\"")).contains(List.of("it's \"quoted\""));
        assertThat(ProbeCommand.of(List.of("echo", "no", "shell")).map(ProbeCommand::lines))
                .contains(List.of("no shell"));
        assertThat(sh("sleep 1")).contains(List.of());
    }

    @Test
    void itStaysAsLongAsItSleeps() {
        assertThat(ProbeCommand.of(List.of("sh", "-c", "sleep 2; echo a; exec sleep 300")))
                .map(ProbeCommand::sleep)
                .contains(Duration.ofSeconds(302));
    }

    @Test
    void wgetFetchesWhatItIsTold() {
        assertThat(ProbeCommand.of(List.of(
                        "sh", "-c", "wget -S -T 5 -O /dev/null http://rgw.storage.svc:80/b; sleep 1; echo done")))
                .map(ProbeCommand::steps)
                .contains(List.of(
                        new ProbeCommand.Fetch(URI.create("http://rgw.storage.svc:80/b"), Duration.ofSeconds(5)),
                        new ProbeCommand.Sleep(Duration.ofSeconds(1)),
                        new ProbeCommand.Print("done\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo $HOSTNAME",
                "echo \"$HOSTNAME\"",
                "date",
                "echo a | cat",
                "while true; do echo a; done",
                "echo a > /dev/stderr",
                "printf '%d\\n' 5",
                "sleep infinity",
                "echo 'unfinished",
                "wget -S -O /dev/null",
                "wget -S -O page http://rgw.storage.svc/b",
                "wget --post-data x -S -O /dev/null http://rgw.storage.svc/b"
            })
    void whatIsMoreThanThatIsNotGuessed(String script) {
        assertThat(sh(script)).isEmpty();
    }

    private static Optional<List<String>> sh(String script) {
        return ProbeCommand.of(List.of("sh", "-c", script)).map(ProbeCommand::lines);
    }
}
