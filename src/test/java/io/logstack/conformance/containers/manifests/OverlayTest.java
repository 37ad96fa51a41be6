package io.logstack.conformance.containers.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OverlayTest {
    private static ObjectNode json(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a': 1, 'b': {'c': 2}}            | {'b': {'d': 3}}                | {'a': 1, 'b': {'c': 2, 'd': 3}}",
                "{'a': 1, 'b': 2}                   | {'b': null}                    | {'a': 1}",
                "{'a': [1, 2]}                      | {'a': [3]}                     | {'a': [3]}",
                "{'a': [{'name': 'x', 'b': 1}]}     | {'a': [{'name': 'x', 'c': 2}]} | {'a': [{'name': 'x', 'b': 1, 'c': 2}]}",
                "{'a': [{'name': 'x'}]}             | {'a': [{'name': 'y'}]}         | {'a': [{'name': 'x'}, {'name': 'y'}]}",
                "{'a': [{'key': 'x'}]}              | {'a': [{'key': 'y'}]}          | {'a': [{'key': 'y'}]}",
                "{'a': [{'name': 'x'}, {'name': 'y'}]} | {'a': [{'name': 'x', '$patch': 'delete'}]} | {'a': [{'name': 'y'}]}",
                "{}                                 | {'a': {'b': 1}}                | {'a': {'b': 1}}"
            })
    void laysDifferencesOver(String over, String difference, String expected) {
        ObjectNode object = json(over);
        Overlay.lay(json(difference), object);
        assertThat(object).isEqualTo(json(expected));
    }

    @Test
    void takingAwayWhatIsNotThereIsAMistake() {
        ObjectNode object = json("{'a': [{'name': 'x'}]}");
        assertThatThrownBy(() -> Overlay.lay(json("{'a': [{'name': 'y', '$patch': 'delete'}]}"), object))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining("there is no \"y\" to take away");
    }
}
