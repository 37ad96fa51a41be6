package io.logstack.conformance.runbook;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code kubectl port-forward} of the runbook opens. */
record PortForward(String service, int localPort) {
    private static final Pattern COMMAND =
            Pattern.compile("kubectl port-forward .*\\b(?:svc|service)/(\\S+) +(\\d{1,5})(?::\\d{1,5})?.*");

    static Optional<PortForward> of(String command) {
        Matcher found = COMMAND.matcher(command);
        return found.matches()
                ? Optional.of(new PortForward(found.group(1), Integer.parseInt(found.group(2))))
                : Optional.empty();
    }
}
