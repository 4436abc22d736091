package dev.drydock.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences are those of dockerd 20.10 for the same files. */
class DaemonSettingsTest {
    private static DaemonSettings parse(String json) {
        return DaemonSettings.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void registriesAreReadAndTheRestIsLeftAlone() {
        assertThat(parse("{\"debug\": true, \"registry-mirrors\": [\"https://Mirror.example/\", \"http://b:5000\"],"
                        + " \"insecure-registries\": [\"http://Plain.example:5000\", \"10.0.0.0/8\"]}"))
                .isEqualTo(new DaemonSettings(
                        List.of(URI.create("https://mirror.example"), URI.create("http://b:5000")),
                        List.of("plain.example:5000", "10.0.0.0/8")));
        assertThat(parse("{}")).isEqualTo(DaemonSettings.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`registry-mirrors`: [} | invalid character '}' looking for beginning of value",
                "{`registry-mirrors`: [`https://a` | unexpected EOF",
                "~~ | EOF",
                "xyz | invalid character 'x' looking for beginning of value",
                "[] | json: cannot unmarshal array into Go value of type map[string]interface {}",
                "3 | json: cannot unmarshal number into Go value of type map[string]interface {}",
                "{`registry-mirrors`: `https://a`} | json: cannot unmarshal string into Go struct field Config.registry-mirrors of type []string",
                "{`registry-mirrors`: [1]} | json: cannot unmarshal number into Go struct field Config.registry-mirrors of type string",
                "{`registry-mirrors`: [`ftp://a`]} | invalid mirror: unsupported scheme `ftp` in `ftp://a`",
                "{`registry-mirrors`: [`https://a/x`]} | invalid mirror: path, query, or fragment at end of the URI `https://a/x`",
                "{`registry-mirrors`: [`https://u:p@a`]} | invalid mirror: username/password not allowed in URI `https://u:xxxxx@a`",
                "{`insecure-registries`: [`a://b://c`]} | insecure registry a://b://c should not contain '://'",
                "{`insecure-registries`: [`a/b`]} | insecure registry a/b is not valid: invalid host `a/b`",
                "{`insecure-registries`: [`-a`]} | invalid index name (-a). Cannot begin or end with a hyphen",
            })
    void whatIsBrokenIsToldAsDockerdTellsIt(String json, String sentence) {
        assertThatThrownBy(() -> parse(json.replace('`', '"')))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage(sentence.replace('`', '"'));
    }

    @Test
    void whatNobodyMeansIsRefused() {
        String many = "\"https://a\",".repeat(40);
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> parse("{\"registry-mirrors\": [" + many + "\"https://a\"]}"))
                .isInstanceOf(InvalidParameter.class)
                .hasMessage("registry-mirrors has more than 32 entries");
        assertThatThrownBy(() -> parse(deep)).isInstanceOf(InvalidParameter.class);
        assertThatThrownBy(() -> parse("{\"insecure-registries\": [\"a\\u001b[2J\"]}"))
                .hasMessageNotContaining("\u001b");
    }
}
