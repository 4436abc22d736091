package dev.drydock.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class LayerTarTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<LayerEntry> ENTRIES = List.of(
            new LayerEntry.Directory("tmp", 01777),
            new LayerEntry.RegularFile("bin/busybox", 04755, StandardCharsets.UTF_8.encode("elf")),
            new LayerEntry.HardLink("a", "bin/busybox"),
            new LayerEntry.SymbolicLink("bin/sh", "busybox"),
            new LayerEntry.Directory("bin", 0755),
            new LayerEntry.RegularFile("long/" + "x".repeat(150), 0644, StandardCharsets.UTF_8.encode("日本")));

    @Test
    void theOrderOfTheEntriesDoesNotMatter() {
        byte[] tar = LayerTar.write(ENTRIES, TIME);
        List<LayerEntry> shuffled = new ArrayList<>(ENTRIES);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(LayerTar.write(shuffled, TIME)).isEqualTo(tar);
    }

    @Test
    void everythingStandsInIt() throws IOException {
        List<String> lines = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(LayerTar.write(ENTRIES, TIME)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
                assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
                String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
                lines.add(Integer.toOctalString(entry.getMode()) + " " + entry.getName() + " " + entry.getLinkName()
                        + content);
            }
        }

        assertThat(lines)
                .containsExactly(
                        "755 bin/ ",
                        "4755 bin/busybox elf",
                        "777 bin/sh busybox",
                        "644 long/" + "x".repeat(150) + " 日本",
                        "1777 tmp/ ",
                        "777 a bin/busybox");
    }
}
