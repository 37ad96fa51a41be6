package io.logstack.conformance.expectations.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.WarningException;
import io.logstack.conformance.expectations.NotedEvidence;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.LogEntry;
import io.logstack.conformance.stack.LogStream;
import io.logstack.conformance.stack.Loki;
import io.logstack.conformance.stack.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DRIFT-02, 03, 07 and 08: what the runbook asks of gateway and Loki. */
class QueriesDriftTest {
    private static final String TREND =
            "curl -s \"http://localhost:3100/loki/api/v1/query_range?query={namespace!=\\\"\\\"}"
                    + "&start=1&end=2&step=3600\" | jq '.data.result | length'";
    private static final String STREAMS =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[]}}";

    @TempDir
    private Path directory;

    private final NotedEvidence evidence = new NotedEvidence();

    @Test
    void aGatewayThatDoesNotRouteWhatIsAskedOfIt() {
        assertThatThrownBy(() -> gateway("loki-gateway", 404, 200))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("/ready", "404", "svc/loki 3100:3100");
    }

    @Test
    void aGatewayThatRoutesItOrLokisOwnServiceIsNoDrift() {
        gateway("loki-gateway", 200, 200);
        gateway("loki", 404, 200);
    }

    @Test
    void aSickGatewayOrLokiTellsNothingOfRoutes() {
        assertInconclusive(() -> gateway("loki-gateway", 502, 200));
        assertInconclusive(() -> gateway("loki-gateway", 404, 503));
    }

    @Test
    void aPageThatIsNotLokisTellsNothingOfRoutes() {
        assertInconclusive(() -> gateway("loki-gateway", Stubbed.answer(200, "OK"), ready(200)));
        assertInconclusive(() -> gateway("loki-gateway", Stubbed.answer(404, ""), Stubbed.answer(200, "")));
    }

    @Test
    void aPageOfSomethingElseTellsNothingOfLoki() {
        Answer page = Stubbed.answer(200, "<html>Sign in</html>");
        assertInconclusive(() -> slow("{namespace=~\".+\"} |~ \"error\"", page));
        assertInconclusive(() -> curl(
                "curl -s \"http://localhost:3100/loki/api/v1/query_range?query={namespace!=\\\"\\\"}\"",
                new AtomicReference<>(),
                page));
        assertInconclusive(() -> trend(TREND, "<html>Sign in</html>", 3, 100, 640));
    }

    @Test
    void aSlowQueryThatLokiRefuses() {
        assertThatThrownBy(() ->
                        slow("{namespace=\"\"} |~ \"error\"", Stubbed.answer(400, "parse error : queries require")))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("{namespace=\"\"}", "queries require");
    }

    @Test
    void aSlowQueryThatLokiAnswersIsNoDrift() {
        slow("{namespace=~\".+\"} |~ \"error\"", Stubbed.answer(200, STREAMS));
    }

    @Test
    void anErrorIsNoRefusal() {
        assertInconclusive(() -> slow("{namespace=\"\"}", Stubbed.answer(500, "")));
    }

    @Test
    void aBlankPageTellsNothing() {
        Answer blank = Stubbed.answer(200, "");
        assertInconclusive(() -> slow("{namespace=\"\"}", blank));
        assertInconclusive(() -> curl(TREND, new AtomicReference<>(), blank));
        assertInconclusive(() -> trend(TREND, "", 3, 100, 640));
    }

    @Test
    void curlSendsNoBraces() {
        AtomicReference<Object> asked = new AtomicReference<>();
        assertThatThrownBy(() -> curl(TREND, asked, Stubbed.answer(400, "parse error")))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("eats the braces", "--data-urlencode");
        assertThat(asked.get()).isEqualTo("namespace!=\"\"");
    }

    @Test
    void ofAlternativesCurlSendsTheFirst() {
        AtomicReference<Object> asked = new AtomicReference<>();
        assertThatThrownBy(
                        () -> curl(TREND.replace("}&", ",app=\\\"a\\\"}&"), asked, Stubbed.answer(400, "parse error")))
                .isInstanceOf(WarningException.class);
        assertThat(asked.get()).isEqualTo("namespace!=\"\"");
    }

    @Test
    void aCurlThatKeepsBracesOrSendsNoneIsNoDrift() {
        AtomicReference<Object> asked = new AtomicReference<>();
        curl(TREND.replace("-s", "-sg"), asked, Stubbed.answer(400, ""));
        curl(TREND.replace("-s", "--globoff -s"), asked, Stubbed.answer(400, ""));
        curl(
                "curl -G http://localhost:3100/loki/api/v1/query_range --data-urlencode 'query={a=\"b\"}'",
                asked,
                Stubbed.answer(400, ""));
        assertThat(asked.get()).isNull();
        curl(TREND, asked, Stubbed.answer(200, STREAMS));
    }

    @Test
    void anErrorTellsNothingOfBraces() {
        assertInconclusive(() -> curl(TREND, new AtomicReference<>(), Stubbed.answer(502, "")));
    }

    @Test
    void streamsOfAHundredEntriesAreNoVolume() {
        assertThatThrownBy(() -> trend(TREND, STREAMS, 3, 100, 640))
                .isInstanceOf(WarningException.class)
                .hasMessageContainingAll("3 streams among 300 entries, of 640 lines", "index/volume_range");
    }

    @Test
    void aMetricQueryOrAnotherPathIsNoDrift() {
        trend(TREND, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}", 0, 0, 0);
        trend(TREND.replace("query_range", "index/volume_range"), STREAMS, 3, 100, 640);
        trend(TREND.replace("| length", ""), STREAMS, 3, 100, 640);
    }

    @Test
    void anIdleLokiTellsNothingOfVolume() {
        assertInconclusive(() -> trend(TREND, STREAMS, 0, 0, 0));
        assertInconclusive(() -> trend(TREND, STREAMS, 3, 100, Double.NaN));
    }

    @Test
    void streamsOfOneLineEachCannotBeToldFromLines() {
        assertInconclusive(() -> trend(TREND, STREAMS, 3, 1, 3));
    }

    /** What Loki says at its pages, all of it at each. */
    private static Answer ready(int status) {
        return Stubbed.answer(status, status == 200 ? "ready loki_build_info 1" : "");
    }

    private void gateway(String forwarded, int gateway, int loki) {
        gateway(forwarded, ready(gateway), ready(loki));
    }

    private void gateway(String forwarded, Answer gateway, Answer loki) {
        new GatewayProbesIT()
                .whatIsAskedIsRouted(
                        Stubbed.part(Gateway.class, Map.of("get", args -> gateway)),
                        Stubbed.part(
                                Loki.class,
                                Map.of(
                                        "ready", args -> loki,
                                        "metricsPages", args -> List.of(loki))),
                        Stubbed.runbook(
                                directory,
                                Stubbed.block(
                                        "kubectl port-forward -n monitoring svc/" + forwarded + " 3100:80 &",
                                        "curl -s http://localhost:3100/ready",
                                        "curl -s http://localhost:3100/metrics | head -20")),
                        evidence);
    }

    private void slow(String query, Answer answer) {
        new SlowQueryRefusedIT()
                .lokiAnswersThem(
                        Stubbed.part(Loki.class, Map.of("ask", args -> answer)),
                        Stubbed.runbook(directory, "**Common Slow Queries to Avoid:**\n- Large: `" + query + "`\n"),
                        evidence);
    }

    private void curl(String command, AtomicReference<Object> asked, Answer answer) {
        new CurlEatsBracesIT()
                .lokiTakesWhatCurlSends(
                        Stubbed.part(Loki.class, Map.of("ask", args -> {
                            asked.set(((Map<?, ?>) args[1]).get("query"));
                            return answer;
                        })),
                        Stubbed.runbook(directory, Stubbed.block(command)),
                        evidence);
    }

    private void trend(String command, String body, int streams, int entries, double lines) {
        List<LogEntry> one = IntStream.range(0, entries)
                .mapToObj(i -> new LogEntry(i, "line"))
                .toList();
        List<LogStream> all = IntStream.range(0, streams)
                .mapToObj(i -> new LogStream(Map.of("stream", Integer.toString(i)), one))
                .toList();
        new StreamsAreNoVolumeIT()
                .theCountIsTheVolume(
                        Stubbed.part(
                                Loki.class,
                                Map.of(
                                        "ask", args -> Stubbed.answer(200, body),
                                        "logs", args -> all,
                                        "instant", args -> List.of(new Sample(Map.of(), lines)))),
                        Stubbed.runbook(directory, Stubbed.block(command)),
                        evidence);
    }

    private static void assertInconclusive(ThrowingCallable judged) {
        assertThatThrownBy(judged).isInstanceOf(InconclusiveException.class);
    }
}
