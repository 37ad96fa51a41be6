package io.logstack.conformance.stack;

import java.time.Instant;
import java.util.List;

/** Prometheus' HTTP API. */
public interface Prometheus {
    /** Its address, for messages. */
    String address();

    /** An instant query's vector; throws {@link NoAnswerException} when it is refused. */
    List<Sample> instant(String promql, Instant at);

    /** The alerting rules that are loaded; throws {@link NoAnswerException} when it does not tell. */
    List<AlertingRule> alertingRules();
}
