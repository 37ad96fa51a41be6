package io.logstack.conformance.homelab.logql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes pipeline stages of their part of a parse tree. */
final class StagePlanner {
    private StagePlanner() {}

    static List<Stage> stages(LogQLParser.@Nullable PipelineContext pipeline) {
        return pipeline == null
                ? List.of()
                : pipeline.stage().stream().map(StagePlanner::stage).toList();
    }

    private static Stage stage(LogQLParser.StageContext stage) {
        if (stage.lineFilter() != null) {
            return lineFilter(stage.lineFilter());
        }
        if (stage.extractor() != null) {
            return parser(stage.extractor());
        }
        if (stage.labelFilter() != null) {
            return labelFilter(stage.labelFilter());
        }
        if (stage.labelFormat() != null) {
            return rename(stage.labelFormat());
        }
        List<LabelChange.Named> names = stage.dropOrKeep().named().stream()
                .map(named -> {
                    Matcher matcher = named.matcher() == null ? null : Planner.matcher(named.matcher());
                    return new LabelChange.Named(
                            matcher == null ? named.IDENTIFIER().getText() : matcher.name(), matcher);
                })
                .toList();
        return stage.dropOrKeep().op.getType() == LogQLLexer.DROP
                ? new LabelChange.Drop(names)
                : new LabelChange.Keep(names);
    }

    private static Stage lineFilter(LogQLParser.LineFilterContext filter) {
        LineFilter.Type type = switch (filter.op.getType()) {
            case LogQLLexer.PIPE_EXACT -> LineFilter.Type.CONTAINS;
            case LogQLLexer.NEQ -> LineFilter.Type.CONTAINS_NOT;
            case LogQLLexer.PIPE_MATCH -> LineFilter.Type.MATCHES;
            default -> LineFilter.Type.MATCHES_NOT;
        };
        return LineFilter.of(
                type,
                filter.STRING().stream()
                        .map(TerminalNode::getText)
                        .map(Strings::unquote)
                        .toList());
    }

    private static Stage parser(LogQLParser.ExtractorContext parser) {
        if (parser instanceof LogQLParser.JsonExtractionContext json) {
            Map<String, String> expressions = new LinkedHashMap<>();
            json.extraction().forEach(extraction -> {
                String label = extraction.IDENTIFIER().getText();
                if (!Names.isLabelName(label)) {
                    throw QueryException.parse(
                            "stage '| json " + label + "' : invalid extracted label name '" + label + "'");
                }
                expressions.put(
                        label,
                        extraction.STRING() == null
                                ? label
                                : Strings.unquote(extraction.STRING().getText()));
            });
            return JsonExtractionStage.of(expressions);
        }
        if (parser instanceof LogQLParser.LogfmtParserContext logfmt) {
            List<String> flags =
                    logfmt.PARSER_FLAG().stream().map(TerminalNode::getText).toList();
            return new LogfmtStage(flags.contains("--strict"), flags.contains("--keep-empty"));
        }
        if (parser instanceof LogQLParser.RegexpParserContext regexp) {
            return RegexpStage.of(Strings.unquote(regexp.STRING().getText()));
        }
        return new JsonStage();
    }

    private static Stage rename(LogQLParser.LabelFormatContext format) {
        Map<String, String> renames = new LinkedHashMap<>();
        for (LogQLParser.RenameContext rename : format.rename()) {
            String to = rename.IDENTIFIER(0).getText();
            if (to.equals(LineLabels.ERROR)) {
                throw QueryException.parse("stage '| label_format' : " + to + " cannot be formatted");
            }
            if (renames.put(to, rename.IDENTIFIER(1).getText()) != null) {
                throw QueryException.parse("stage '| label_format' : multiple label name '" + to
                        + "' not allowed in a single format operation");
            }
        }
        return new LabelChange.Rename(renames);
    }

    static LabelFilter labelFilter(LogQLParser.LabelFilterContext filter) {
        return filter.andFilter().stream()
                .map(StagePlanner::andFilter)
                .reduce((left, right) -> new LabelFilter.Pair(left, false, right))
                .orElseThrow();
    }

    private static LabelFilter andFilter(LogQLParser.AndFilterContext filter) {
        return filter.joinedFilter().stream()
                .map(StagePlanner::joinedFilter)
                .reduce((left, right) -> new LabelFilter.Pair(left, true, right))
                .orElseThrow();
    }

    private static LabelFilter joinedFilter(LogQLParser.JoinedFilterContext filter) {
        LabelFilter first = singleFilter(filter.singleFilter());
        return filter.labelFilter() == null
                ? first
                : new LabelFilter.Pair(first, true, labelFilter(filter.labelFilter()));
    }

    private static LabelFilter singleFilter(LogQLParser.SingleFilterContext filter) {
        if (filter instanceof LogQLParser.StringFilterContext text) {
            return new LabelFilter.Text(Planner.matcher(text.matcher()));
        }
        if (filter instanceof LogQLParser.NumberFilterContext number) {
            return new LabelFilter.Amount(
                    number.IDENTIFIER().getText(),
                    number.op.getText(),
                    LabelFilter.Unit.NUMBER,
                    Planner.literal(number.literal()));
        }
        if (filter instanceof LogQLParser.DurationFilterContext duration) {
            return new LabelFilter.Amount(
                    duration.IDENTIFIER().getText(),
                    duration.op.getText(),
                    LabelFilter.Unit.DURATION,
                    Planner.duration(duration.DURATION().getText()));
        }
        if (filter instanceof LogQLParser.BytesFilterContext bytes) {
            OptionalLong size = ByteSizes.parse(bytes.BYTES().getText());
            return new LabelFilter.Amount(
                    bytes.IDENTIFIER().getText(), bytes.op.getText(), LabelFilter.Unit.BYTES, size.orElseThrow());
        }
        return labelFilter(((LogQLParser.GroupedFilterContext) filter).labelFilter());
    }

    static Plan.Unwrap unwrap(LogQLParser.UnwrapContext unwrap) {
        Plan.Unwrap.Conversion conversion = Plan.Unwrap.Conversion.NUMBER;
        if (unwrap.conversion != null) {
            conversion =
                    Plan.Unwrap.Conversion.valueOf(unwrap.conversion.getText().toUpperCase(java.util.Locale.ROOT));
        }
        List<LabelFilter> filters = new ArrayList<>();
        unwrap.labelFilter().forEach(filter -> filters.add(labelFilter(filter)));
        return new Plan.Unwrap(unwrap.IDENTIFIER().getText(), conversion, filters);
    }
}
