package io.logstack.conformance.report;

import io.logstack.conformance.catalog.Exchange;
import io.logstack.conformance.catalog.Measurement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Evidence and exchanges as text. */
final class EvidenceText {
    private EvidenceText() {}

    /** One row per measurement; Allure shows it as a table. */
    static String csv(List<Measurement> measurements) {
        StringBuilder table = new StringBuilder(row("measured", "value", "unit", "threshold", "read from", "at"));
        for (Measurement measured : measurements) {
            table.append(row(
                    measured.name(),
                    String.valueOf(measured.value()),
                    measured.unit(),
                    measured.threshold(),
                    measured.source(),
                    measured.at().toString()));
        }
        return table.toString();
    }

    private static String row(@Nullable String... cells) {
        return Stream.of(cells).map(EvidenceText::cell).collect(Collectors.joining(",")) + "\n";
    }

    private static String cell(@Nullable String text) {
        return text == null ? "" : '"' + text.replace("\"", "\"\"") + '"';
    }

    static String of(List<Exchange> exchanges) {
        return exchanges.stream().map(EvidenceText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Exchange exchange) {
        StringBuilder text = new StringBuilder()
                .append(exchange.at())
                .append("  ")
                .append(exchange.component())
                .append("  ")
                .append(exchange.method())
                .append(' ')
                .append(exchange.uri())
                .append("  → ")
                .append(exchange.status() == null ? "no answer: " + exchange.failure() : exchange.status())
                .append("  ")
                .append(Words.seconds(exchange.took()))
                .append('\n');
        if (!exchange.requestBody().isEmpty()) {
            text.append("  > ")
                    .append(exchange.requestBody().replace("\n", "\n  > "))
                    .append('\n');
        }
        if (!exchange.responseBody().isEmpty()) {
            text.append("  < ")
                    .append(exchange.responseBody().replace("\n", "\n  < "))
                    .append('\n');
        }
        return text.toString();
    }
}
