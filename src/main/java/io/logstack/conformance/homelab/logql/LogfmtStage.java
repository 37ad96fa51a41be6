package io.logstack.conformance.homelab.logql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code | logfmt}: a label per pair. What is no pair is passed over, or ends the reading with an error when strict. */
final class LogfmtStage implements Stage {
    private static final String ERROR_KIND = "LogfmtParserErr";

    private final boolean strict;
    private final boolean keepEmpty;
    private final Map<String, Optional<String>> keys = new HashMap<>();

    LogfmtStage(boolean strict, boolean keepEmpty) {
        this.strict = strict;
        this.keepEmpty = keepEmpty;
    }

    @Override
    public Stage fresh() {
        return new LogfmtStage(strict, keepEmpty);
    }

    @Override
    public boolean process(String line, LineLabels labels) {
        if (labels.hints().nothingToExtract(labels)) {
            return true;
        }
        LogfmtReader reader = new LogfmtReader(line);
        while (!reader.atEnd()) {
            if (!reader.next()) {
                if (strict) {
                    break;
                }
                continue;
            }
            Optional<String> name = keys.computeIfAbsent(reader.key(), key -> {
                String clean = Names.sanitize(key);
                String free = labels.inStream(clean) ? clean + LineLabels.EXTRACTED : clean;
                return !clean.isEmpty() && labels.hints().wants(free, labels) ? Optional.of(free) : Optional.empty();
            });
            String value = Names.withoutReplacements(reader.value());
            if (name.isEmpty() || (value.isEmpty() && !keepEmpty)) {
                continue;
            }
            labels.set(name.get(), value);
            if (!labels.hints().goOn(name.get(), labels)) {
                return false;
            }
            if (labels.hints().allExtracted(labels)) {
                break;
            }
        }
        if (strict && !reader.error().isEmpty()) {
            labels.setParserError(ERROR_KIND, reader.error());
            return labels.hints().goOn(LineLabels.ERROR, labels);
        }
        return true;
    }

    @Override
    public String toString() {
        return "| logfmt" + (strict ? " --strict" : "") + (keepEmpty ? " --keep-empty" : "");
    }
}
