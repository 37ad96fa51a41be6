package io.logstack.conformance.homelab.logql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes pipeline stages of their part of a parse tree. */
final class StagePlanner {
    private StagePlanner() {}

    /** The stages, up to an unwrap. */
    static List<Stage> stages(LogQLParser.@Nullable PipelineContext pipeline) {
        return pipeline == null
                ? List.of()
                : pipeline.stage().stream()
                        .takeWhile(stage -> stage.unwrap() == null)
                        .map(StagePlanner::stage)
                        .toList();
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

    /**
     * "and" binds closer than "or"; but after a comma, or with nothing between, the filter to the right is everything that
     * follows.
     */
    static LabelFilter labelFilter(LogQLParser.LabelFilterContext filter) {
        Deque<LabelFilter> filters = new ArrayDeque<>();
        Deque<Integer> joints = new ArrayDeque<>();
        int joint = LogQLLexer.COMMA;
        for (ParseTree child : filter.children) {
            if (child instanceof LogQLParser.JointContext between) {
                joint = between.getStart().getType();
                continue;
            }
            if (!filters.isEmpty()) {
                while (!joints.isEmpty() && bindsBefore(joints.element(), joint)) {
                    reduce(filters, joints);
                }
                joints.push(joint);
            }
            filters.push(singleFilter((LogQLParser.SingleFilterContext) child));
            joint = LogQLLexer.COMMA;
        }
        while (!joints.isEmpty()) {
            reduce(filters, joints);
        }
        return filters.element();
    }

    private static boolean bindsBefore(int left, int right) {
        boolean words = left != LogQLLexer.COMMA && right != LogQLLexer.COMMA;
        return words && (left == LogQLLexer.AND || right == LogQLLexer.OR);
    }

    private static void reduce(Deque<LabelFilter> filters, Deque<Integer> joints) {
        LabelFilter right = filters.pop();
        LabelFilter left = filters.pop();
        filters.push(new LabelFilter.Pair(left, joints.pop() != LogQLLexer.OR, right));
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

    /** The unwrap of a pipeline, with the filters that follow it; null when there is none. */
    static Plan.@Nullable Unwrap unwrap(LogQLParser.@Nullable PipelineContext pipeline) {
        if (pipeline == null) {
            return null;
        }
        List<LogQLParser.StageContext> from = pipeline.stage().stream()
                .dropWhile(stage -> stage.unwrap() == null)
                .toList();
        if (from.isEmpty()) {
            return null;
        }
        LogQLParser.UnwrapContext unwrap = from.get(0).unwrap();
        Plan.Unwrap.Conversion conversion = unwrap.conversion == null
                ? Plan.Unwrap.Conversion.NUMBER
                : Plan.Unwrap.Conversion.valueOf(unwrap.conversion.getText().toUpperCase(java.util.Locale.ROOT));
        List<LabelFilter> filters = from.stream()
                .skip(1)
                .map(stage -> labelFilter(stage.labelFilter()))
                .toList();
        return new Plan.Unwrap(unwrap.IDENTIFIER().getText(), conversion, filters);
    }
}
