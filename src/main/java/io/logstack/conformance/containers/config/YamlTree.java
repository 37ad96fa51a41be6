package io.logstack.conformance.containers.config;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML document as a tree of nodes, to be changed in places: what is not touched is written as it was, quotes included,
 * because a program that expands variables reads {@code ${PORT}} and {@code '${PORT}'} differently. Such a program expands
 * before it parses: variables stand where YAML would not have their braces, and are kept out of its sight meanwhile.
 */
final class YamlTree {
    private static final int WIDTH = 4096;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}\\n]*}");
    private static final Pattern HIDDEN = Pattern.compile("__variable_([0-9a-f]+)__");

    private final MappingNode root;

    private YamlTree(MappingNode root) {
        this.root = root;
    }

    /** @throws ConfigurationException when it is no YAML, or no mapping */
    static YamlTree parse(String source, String text) {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().build()).composeString(hidden(text));
        } catch (YamlEngineException e) {
            throw new ConfigurationException(
                    source, "is not readable as YAML: " + shown(oneLine(String.valueOf(e.getMessage()))), e);
        }
        if (root.orElse(null) instanceof MappingNode mapping) {
            return new YamlTree(mapping);
        }
        throw new ConfigurationException(source, "holds no keys; accepted: a YAML mapping");
    }

    MappingNode root() {
        return root;
    }

    String text() {
        return text(root);
    }

    static String text(MappingNode mapping) {
        StringBuilder text = new StringBuilder();
        new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setWidth(WIDTH)
                        .build())
                .dumpNode(mapping, new StreamDataWriter() {
                    @Override
                    public void write(String piece) {
                        text.append(piece);
                    }

                    @Override
                    public void write(String piece, int offset, int length) {
                        text.append(piece, offset, offset + length);
                    }
                });
        return shown(text.toString());
    }

    static boolean named(NodeTuple tuple, String key) {
        return key.equals(scalar(tuple.getKeyNode()));
    }

    static Optional<Node> at(MappingNode mapping, String... path) {
        Node found = mapping;
        for (String key : path) {
            if (!(found instanceof MappingNode here)) {
                return Optional.empty();
            }
            found = here.getValue().stream()
                    .filter(tuple -> named(tuple, key))
                    .map(NodeTuple::getValueNode)
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    static Optional<MappingNode> mapping(MappingNode mapping, String... path) {
        return at(mapping, path).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    /** The text of a single value, or empty when there is none. */
    static Optional<String> value(MappingNode mapping, String... path) {
        return at(mapping, path).filter(ScalarNode.class::isInstance).map(YamlTree::scalar);
    }

    static List<MappingNode> mappings(MappingNode mapping, String... path) {
        return at(mapping, path)
                .filter(SequenceNode.class::isInstance)
                .map(node -> ((SequenceNode) node)
                        .getValue().stream()
                                .filter(MappingNode.class::isInstance)
                                .map(MappingNode.class::cast)
                                .toList())
                .orElse(List.of());
    }

    /** Every single value of the document, keys left out. */
    Stream<String> values() {
        return values(root);
    }

    private static Stream<String> values(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().flatMap(tuple -> values(tuple.getValueNode()));
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().flatMap(YamlTree::values);
        }
        return Stream.of(scalar(node));
    }

    /** Sets a value, in its place where the key is there already. */
    static void set(MappingNode mapping, String key, String value) {
        Node node =
                new ScalarNode(Tag.STR, hidden(value), plain(value) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
        put(mapping, key, node);
    }

    static void set(MappingNode mapping, String key, boolean value) {
        put(mapping, key, new ScalarNode(Tag.BOOL, String.valueOf(value), ScalarStyle.PLAIN));
    }

    static void remove(MappingNode mapping, Set<String> keys) {
        mapping.getValue().removeIf(tuple -> keys.contains(scalar(tuple.getKeyNode())));
    }

    private static void put(MappingNode mapping, String key, Node value) {
        List<NodeTuple> tuples = mapping.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (named(tuples.get(i), key)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
                return;
            }
        }
        tuples.add(new NodeTuple(new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN), value));
    }

    private static boolean plain(String value) {
        return value.matches("[A-Za-z$][A-Za-z0-9${}_./:-]*");
    }

    private static String hidden(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(variable -> "__variable_"
                        + HexFormat.of().formatHex(variable.group().getBytes(StandardCharsets.UTF_8)) + "__");
    }

    private static String shown(String text) {
        return HIDDEN.matcher(text)
                .replaceAll(hidden -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(hidden.group(1)), StandardCharsets.UTF_8)));
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? shown(scalar.getValue()) : "";
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\n\\s*", " ");
    }
}
