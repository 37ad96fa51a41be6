package io.logstack.conformance.profile;

import io.logstack.conformance.profile.ProfileKey.Shape;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a profile's file, with the line of every value; SmallRye's own source keeps no lines and the last duplicate. */
final class ProfileFile {
    private final String file;
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> mistakes;
    private final Map<String, Integer> lines = new HashMap<>();

    private ProfileFile(String file, List<String> mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /**
     * Reads what the file sets.
     *
     * @param mistakes where everything is added that is wrong with the file's form: nothing is thrown
     */
    static List<Setting> read(Path path, List<String> mistakes) {
        String file = path.toString();
        String text;
        try {
            if (!Files.exists(path)) {
                mistakes.add(file + ": there is no such file (looked at " + path.toAbsolutePath() + ")");
                return List.of();
            }
            if (!Files.isRegularFile(path)) {
                mistakes.add(file + ": is not a file; accepted: a YAML file such as profiles/embedded.yaml");
                return List.of();
            }
            text = Files.readString(path);
        } catch (CharacterCodingException e) {
            mistakes.add(file + ": is not text in UTF-8; accepted: YAML in UTF-8");
            return List.of();
        } catch (IOException e) {
            mistakes.add(file + ": cannot be read: " + e);
            return List.of();
        }
        ProfileFile reading = new ProfileFile(file, mistakes);
        reading.compose(text);
        return reading.settings;
    }

    private void compose(String text) {
        LoadSettings lenient =
                LoadSettings.builder().setAllowDuplicateKeys(true).build();
        Optional<Node> root;
        try {
            root = new Compose(lenient).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Mark at = e.getProblemMark().or(e::getContextMark).orElse(null);
            mistakes.add(file + (at == null ? "" : ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                    + ": is not readable as YAML: " + e.getProblem());
            return;
        } catch (YamlEngineException e) {
            mistakes.add(file + ": is not readable as YAML: " + e.getMessage());
            return;
        }
        if (root.isEmpty()) {
            mistakes.add(file + ": is empty; accepted: at least the keys name and tier");
        } else if (root.get() instanceof MappingNode mapping) {
            group(mapping, "");
        } else {
            mistakes.add(at(root.get()) + ": holds no keys; accepted: a YAML mapping such as 'tier: embedded'");
        }
    }

    private void group(MappingNode mapping, String prefix) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                mistakes.add(at(tuple.getKeyNode()) + ": a key is a list or mapping; accepted: a name");
                continue;
            }
            String name = prefix + key.getValue();
            Integer before = lines.putIfAbsent(name, line(key));
            if (before != null) {
                mistakes.add(at(key) + ": " + name + " is there twice, first on line " + before
                        + "; accepted: each key once");
                continue;
            }
            entry(name, key, tuple.getValueNode());
        }
    }

    private void entry(String name, ScalarNode keyNode, Node value) {
        Optional<ProfileKey> found = ProfileKeys.find(name);
        if (found.isPresent()) {
            value(found.get(), name, value);
        } else if (!ProfileKeys.isGroup(name)) {
            mistakes.add(at(keyNode) + ": " + name + " is not a key; "
                    + (name.equals("logstack") || name.startsWith("logstack.")
                            ? "a file has its keys without 'logstack', which only the environment and -D put first"
                            : ProfileKeys.instead(name)));
        } else if (value instanceof MappingNode mapping) {
            group(mapping, name + ".");
        } else if (!isNothing(value)) {
            mistakes.add(at(value) + ": " + name + " is " + kind(value) + "; accepted: a mapping with keys of "
                    + String.join(", ", keysOf(name)));
        }
    }

    private void value(ProfileKey key, String name, Node value) {
        boolean whole = key.name().equals(name);
        if (isNothing(value)) {
            settings.add(new Setting(key, name, List.of(), at(value)));
        } else if (key.shape() == Shape.NAMED && whole) {
            named(key, value);
        } else if (key.shape() == Shape.LIST && value instanceof SequenceNode sequence) {
            list(key, name, sequence);
        } else if (value instanceof ScalarNode scalar) {
            settings.add(Setting.ofText(key, name, scalar.getValue(), at(value)));
        } else {
            mistakes.add(at(value) + ": " + name + " is " + kind(value) + "; accepted: " + key.accepted());
        }
    }

    private void named(ProfileKey key, Node value) {
        if (value instanceof MappingNode mapping) {
            group(mapping, key.name() + ".");
        } else {
            mistakes.add(at(value) + ": " + key.name() + " is " + kind(value) + "; accepted: " + key.accepted());
        }
    }

    private void list(ProfileKey key, String name, SequenceNode sequence) {
        List<String> values = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            if (!(entry instanceof ScalarNode scalar)) {
                mistakes.add(at(entry) + ": an entry of " + name + " is " + kind(entry) + "; accepted: "
                        + key.type().accepted());
                return;
            }
            values.add(scalar.getValue().strip());
        }
        settings.add(new Setting(key, name, values, at(sequence)));
    }

    private static List<String> keysOf(String group) {
        return ProfileKeys.ALL.keySet().stream()
                .filter(key -> key.startsWith(group + "."))
                .map(key -> key.substring(group.length() + 1))
                .toList();
    }

    private static boolean isNothing(Node value) {
        return value instanceof ScalarNode scalar
                && (scalar.getValue().isBlank()
                        || (scalar.isPlain()
                                && (scalar.getValue().equals("null")
                                        || scalar.getValue().equals("~"))));
    }

    private static String kind(Node value) {
        if (value instanceof MappingNode) {
            return "a mapping";
        }
        return value instanceof SequenceNode ? "a list" : "the single value '" + ((ScalarNode) value).getValue() + "'";
    }

    private String at(Node node) {
        return file + ":" + line(node);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
