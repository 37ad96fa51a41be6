package io.logstack.conformance.stack.access;

import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.Metrics;
import java.util.List;
import java.util.Map;

/** What Loki's own processes tell, past any gateway. */
interface LokiProcesses {
    /** Where they are, for messages. */
    String address();

    /** Where pushes go. */
    Endpoint write();

    /** Where queries go. */
    Endpoint read();

    /** Whose configuration is in force where components differ: that of what compacts. */
    Endpoint configured();

    /** What {@code /ready} says, for all of them: the first that is not, else the last. */
    Answer ready();

    /** Module to state; in components each with its component's name before it. */
    Map<String, String> services();

    /** Each metrics page that there is. */
    List<Answer> metricsPages();

    /** All of them as one; in components each sample has the label {@code instance} of whose it is. */
    Metrics metrics();

    /** What {@code POST /flush} was answered by each that has something to flush. */
    List<Answer> flush();
}
