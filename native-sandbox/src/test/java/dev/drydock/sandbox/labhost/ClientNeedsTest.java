package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientNeedsTest {
    private static final Map<String, String> BOOKWORM = Map.of("libc6", "2.36-9+deb12u14");

    @TempDir
    private Path directory;

    private ClientNeeds needs(String content, String... libraries) throws IOException {
        Path file = Files.writeString(directory.resolve("docker"), content, StandardCharsets.ISO_8859_1);
        return ClientNeeds.of(
                new HostProgram(file, List.of(libraries).stream().map(Path::of).toList()));
    }

    @Test
    void aStaticProgramRunsEverywhere() throws IOException {
        assertThat(needs("GLIBC_2.99").areMetBy(Map.of())).isTrue();
    }

    @Test
    void theNewestVersionThatAProgramNamesCounts() throws IOException {
        String text = "\0GLIBC_2.2.5\0GLIBC_2.34\0GLIGLIBC_2.36GLIBC_2.\0GLIBC_PRIVATE";

        assertThat(needs(text, "/lib64/ld-linux-x86-64.so.2", "/lib/libc.so.6")).isEqualTo(new ClientNeeds(36, false));
        assertThat(needs(text, "/lib/libc.so.6").areMetBy(BOOKWORM)).isTrue();
        assertThat(needs(text + "GLIBC_2.37\0", "/lib/libc.so.6").areMetBy(BOOKWORM))
                .isFalse();
        assertThat(needs(text, "/lib/libc.so.6").areMetBy(Map.of())).isFalse();
    }

    @Test
    void aLibraryOfTheMachineCannotComeAlong() throws IOException {
        ClientNeeds needs = needs("GLIBC_2.2.5\0", "/lib/libc.so.6", "/usr/lib/libltdl.so.7");

        assertThat(needs.areMetBy(BOOKWORM)).isFalse();
    }
}
