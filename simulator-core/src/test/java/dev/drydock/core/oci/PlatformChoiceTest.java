package dev.drydock.core.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformChoiceTest {
    private static final Platform OWN = new Platform("amd64", "linux", null);

    @ParameterizedTest
    @CsvSource({
        "linux, linux/amd64",
        "windows, windows/amd64",
        "arm64, linux/arm64",
        "linux/x86_64, linux/amd64",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm, linux/arm/v7",
        "linux/arm/6, linux/arm/v6",
        "LINUX/AMD64, linux/amd64",
    })
    void platformsAreReadAsDockerDoes(String text, String normal) {
        assertThat(PlatformChoice.text(PlatformChoice.parse(text, OWN))).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b/c/d", "linux/", "/amd64", "li nux/amd64", "linux/\u001b"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> PlatformChoice.parse(text, OWN)).isInstanceOf(EngineException.InvalidParameter.class);
    }

    private static String chosen(String wanted, String... offered) {
        List<Descriptor> manifests = Arrays.stream(offered)
                .map(text -> {
                    String[] parts = text.split("/", -1);
                    return new Descriptor(
                            "", text, 1, new Platform(parts[1], parts[0], parts.length > 2 ? parts[2] : null), null);
                })
                .toList();
        return PlatformChoice.choose(manifests, PlatformChoice.parse(wanted, OWN))
                .map(Descriptor::digest)
                .orElse("none");
    }

    @Test
    void theBestThatRunsIsChosen() {
        assertThat(chosen("linux/arm/v7", "linux/arm/v5", "linux/arm/v7", "linux/arm/v6"))
                .isEqualTo("linux/arm/v7");
        assertThat(chosen("linux/arm/v6", "linux/arm/v7", "linux/arm/v5")).isEqualTo("linux/arm/v5");
        assertThat(chosen("linux/arm/v5", "linux/arm/v7")).isEqualTo("none");
        assertThat(chosen("linux/amd64", "linux/amd64/v3", "linux/amd64", "windows/amd64"))
                .isEqualTo("linux/amd64");
        assertThat(chosen("linux/arm64", "linux/arm64/v8")).isEqualTo("linux/arm64/v8");
    }

    @Test
    void entriesWithoutAPlatformDoNotCount() {
        Descriptor nameless = new Descriptor("", "x", 1);

        assertThat(PlatformChoice.choose(List.of(nameless), OWN)).isEmpty();
    }
}
