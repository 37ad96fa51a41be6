package io.logstack.conformance.homelab.loki.push;

import io.logstack.conformance.homelab.logql.JsonFields;
import io.logstack.conformance.homelab.logql.Labels;
import io.logstack.conformance.homelab.logql.LogfmtReader;
import java.util.List;
import java.util.Locale;

/** What Loki takes for a line's level: a label's, a field's, or a word's in the line. */
final class LevelDetection {
    private static final List<String> FIELDS =
            List.of("level", "LEVEL", "Level", "Severity", "severity", "SEVERITY", "lvl", "LVL", "Lvl");

    private LevelDetection() {}

    static String detect(Labels stream, Labels metadata, String line) {
        for (Labels labels : List.of(stream, metadata)) {
            for (String field : FIELDS) {
                String value = labels.get(field);
                if (value != null) {
                    return value;
                }
            }
        }
        String severity = metadata.get("severity_number");
        return severity == null ? inLine(line) : ofSeverity(severity);
    }

    /** OpenTelemetry's severity numbers, four to a level. */
    private static String ofSeverity(String number) {
        int severity;
        try {
            severity = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return "info";
        }
        String[] levels = {"trace", "debug", "info", "warn", "error", "fatal"};
        if (severity == 0 || severity > levels.length * 4) {
            return "unknown";
        }
        return levels[Math.max(0, severity - 1) / 4];
    }

    private static String inLine(String line) {
        String value = "";
        if (isJson(line)) {
            value = inJson(line);
        } else if (line.indexOf('=') >= 0) {
            value = inLogfmt(line);
        } else {
            return byWord(line);
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "trace", "trc" -> "trace";
            case "debug", "dbg" -> "debug";
            case "info", "inf" -> "info";
            case "warn", "wrn", "warning" -> "warn";
            case "error", "err" -> "error";
            case "critical" -> "critical";
            case "fatal" -> "fatal";
            default -> byWord(line);
        };
    }

    private static boolean isJson(String line) {
        String text = line.strip();
        return text.startsWith("{") && text.endsWith("}");
    }

    private static String inJson(String line) {
        return JsonFields.first(line, FIELDS);
    }

    /** The field that comes first in the list, wherever it stands in the line; its case does not matter. */
    private static String inLogfmt(String line) {
        LogfmtReader reader = new LogfmtReader(line);
        String found = "";
        int best = FIELDS.size();
        while (!reader.atEnd() && reader.next()) {
            for (int i = 0; i < best; i++) {
                if (FIELDS.get(i).equalsIgnoreCase(reader.key())) {
                    found = reader.value();
                    best = i;
                }
            }
            if (best == 0) {
                break;
            }
        }
        return found;
    }

    private static String byWord(String line) {
        if (line.contains("info") || line.contains("INFO")) {
            return "info";
        }
        if (line.contains("err:") || line.contains("ERR:") || line.contains("error") || line.contains("ERROR")) {
            return "error";
        }
        if (line.contains("warn:") || line.contains("WARN:") || line.contains("warning") || line.contains("WARNING")) {
            return "warn";
        }
        if (line.contains("CRITICAL:") || line.contains("critical:")) {
            return "critical";
        }
        return line.contains("debug:") || line.contains("DEBUG:") ? "debug" : "unknown";
    }
}
