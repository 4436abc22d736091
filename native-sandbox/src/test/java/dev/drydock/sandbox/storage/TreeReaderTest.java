package dev.drydock.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeReaderTest {
    @TempDir
    private Path directory;

    /** Such as a directory in whose place somebody has put a link, since it was looked at. */
    @Test
    void whatIsNoDirectoryAnyMoreHasNoNames() throws IOException {
        Files.writeString(directory.resolve("file"), "x");
        Files.createSymbolicLink(directory.resolve("link"), directory);
        Files.createDirectory(directory.resolve("real"));

        try (Descriptor root = Descriptor.open(directory, Libc.O_PATH | Libc.O_DIRECTORY)) {
            TreeReader reader = new TreeReader(root);

            assertThat(reader.names("")).containsExactly("file", "link", "real");
            assertThat(reader.names("file")).isEmpty();
            assertThat(reader.names("link")).isEmpty();
            assertThat(reader.names("gone")).isEmpty();
        }
    }
}
