package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.GATEWAY;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokisAnswer;
import io.logstack.conformance.expectations.health.GatewayRoutesIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Gateway;
import io.logstack.conformance.stack.Loki;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Only a 404 of the gateway tells of its routes; any other failure is for other expectations to judge. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-02",
        level = INFO,
        runbook = RunbookSection.COMPLETE_LOG_INGESTION_FAILURE,
        requires = {GATEWAY, LOKI},
        prerequisites = GatewayRoutesIT.class,
        statement = "What the runbook asks of the gateway, the gateway routes: /ready and /metrics",
        remedy = "Ask the Service of Loki itself: 'kubectl port-forward -n monitoring svc/loki 3100:3100'")
public class GatewayProbesIT {
    private static final String READY = "/ready";

    /** Path to what an answer of Loki's own has in it there: a gateway may answer 200 to whatever it does not route. */
    private static final Map<String, String> LOKIS_OWN = Map.of(READY, "ready", "/metrics", "loki_build_info");

    @Test
    void whatIsAskedIsRouted(Gateway gateway, Loki loki, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Curl> asked = Curl.in(runbook).stream()
                .filter(curl -> LOKIS_OWN.containsKey(curl.path()))
                .filter(curl -> curl.service()
                        .filter(profile.gateway().service()::equals)
                        .isPresent())
                .toList();
        new Drifts(runbook, getClass(), evidence)
                .judge(
                        asked.stream().map(curl -> curl.command().said()).toList(),
                        place -> asked.stream()
                                .filter(curl -> curl.command().said().equals(place))
                                .findFirst()
                                .flatMap(curl -> drift(curl.path(), gateway, loki)));
    }

    private static Optional<String> drift(String path, Gateway gateway, Loki loki) {
        Answer routed = gateway.get(path, Map.of());
        if (isLokis(path, routed)) {
            return Optional.empty();
        }
        Answer direct = path.equals(READY) ? loki.ready() : metricsPage(loki);
        if (routed.status() != 404 || !isLokis(path, direct)) {
            throw new InconclusiveException(
                    "The gateway answers " + new LokisAnswer(routed).told() + " and Loki "
                            + new LokisAnswer(direct).told() + ": that tells nothing of the gateway's routes.",
                    null);
        }
        return Optional.of("the gateway answers 404 at " + routed.uri() + ", while Loki itself answers "
                + direct.status() + " at " + direct.uri());
    }

    private static Answer metricsPage(Loki loki) {
        return loki.metricsPages().stream()
                .findFirst()
                .orElseThrow(() -> new InconclusiveException(
                        "Loki has no process whose /metrics could be asked: that tells nothing of the gateway's routes.",
                        null));
    }

    private static boolean isLokis(String path, Answer answer) {
        return answer.ok() && answer.body().contains(LOKIS_OWN.getOrDefault(path, ""));
    }
}
