package io.logstack.conformance.expectations.health;

import static io.logstack.conformance.catalog.Capability.GATEWAY;
import static io.logstack.conformance.catalog.Level.MUST;
import static io.logstack.conformance.expectations.assertions.StackAssertions.assertThat;

import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.Health;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Gateway;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Health
@Observe
@Expectation(
        id = "HEALTH-08",
        level = MUST,
        runbook = RunbookSection.OVERVIEW,
        requires = GATEWAY,
        prerequisites = {GatewayReadyIT.class, LokiReadyIT.class},
        statement = "The gateway routes push and query paths to Loki",
        remedy = "Read the gateway's log and the upstream in its ConfigMap, and compare that with Loki's Service")
public class GatewayRoutesIT {
    @Test
    void pushAndQueryPathsReachLoki(Gateway gateway, Evidence evidence) {
        // Formatting a query needs Loki's parser and nothing else: whether the object store answers is not the
        // gateway's
        // affair.
        Answer query = gateway.get("/loki/api/v1/format_query", Map.of("query", "{app=\"route\"}"));
        // Nothing is pushed here: that Loki's router knows the path, and not the method, tells that the route leads
        // there.
        Answer push = gateway.get("/loki/api/v1/push", Map.of());
        evidence.measured(
                "answer of a query path",
                describe(query),
                "",
                "200, JSON that reports success",
                query.uri().toString());
        evidence.measured(
                "answer of the push path to a GET",
                describe(push),
                "",
                "405 without a body, as Loki answers",
                push.uri().toString());
        assertThat(query).orElse(getClass()).isLokisSuccess();
        assertThat(push).orElse(getClass()).says(405, "");
    }

    private static String describe(Answer answer) {
        return answer.status() + " " + answer.contentType();
    }
}
