package dev.drydock.web.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.labhost.LabId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewSettingsTest {
    private static final LabId LAB = new LabId("a1b2c3d4e5f60718");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost, localhost:8080",
        "http://127.0.0.1:8080, localhost, localhost:8080",
        "https://school.example, labs.school.example, labs.school.example",
        "http://192.168.1.2:81, Labs.example, labs.example:81"
    })
    void aPortHasANameOfItsOwn(String page, String domain, String end) {
        PreviewKeys keys = new PreviewKeys(new byte[32]);
        Optional<String> address = new PreviewSettings(keys, domain).address(LAB, page);

        String scheme = page.substring(0, page.indexOf(':'));
        assertThat(address).contains(scheme + "://PORT-" + keys.of(LAB) + "." + end + "/");
        String host = address.orElseThrow().replace("PORT", "8080").replaceAll("https?://([^:/]+).*", "$1");
        assertThat(PreviewHost.parse(host, domain.toLowerCase(Locale.ROOT)))
                .contains(new PreviewHost(8080, keys.of(LAB)));
    }

    @Test
    void whoIsElsewhereFindsNothingBelowLocalhost() {
        PreviewSettings settings = new PreviewSettings(new PreviewKeys(new byte[32]), "localhost");

        assertThat(settings.address(LAB, "http://192.168.1.2:8080")).isEmpty();
    }

    @Test
    void theSecretIsKeptAndNobodyElseMayReadIt() throws IOException {
        Path file = directory.resolve("preview.key");
        String key = PreviewKeys.open(file).of(LAB);

        assertThat(PreviewKeys.open(file).of(LAB)).isEqualTo(key).hasSize(26);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
        Files.write(file, new byte[3]);
        assertThat(PreviewKeys.open(file).of(LAB)).isNotEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8080-a.localhost",
                "0-aaaaaaaaaaaaaaaaaaaaaaaaaa.localhost",
                "65536-aaaaaaaaaaaaaaaaaaaaaaaaaa.localhost",
                "80-aaaaaaaaaaaaaaaaaaaaaaaaa1.localhost",
                "x.80-aaaaaaaaaaaaaaaaaaaaaaaaaa.localhost",
                "80-aaaaaaaaaaaaaaaaaaaaaaaaaa.localhost.example",
                "80-aaaaaaaaaaaaaaaaaaaaaaaaaalocalhost",
                "localhost"
            })
    void otherNamesArePortsOfNobody(String host) {
        assertThat(PreviewHost.parse(host, "localhost")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", "a b", "-a", "a..b", "a/b", "[::1]"})
    void addressesAreNoDomains(String text) {
        assertThat(PreviewSettings.isDomain(text)).isFalse();
    }
}
