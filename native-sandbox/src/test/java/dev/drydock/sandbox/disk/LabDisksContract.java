package dev.drydock.sandbox.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.TestUserNamespace;
import dev.drydock.sandbox.linux.UserNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of disk does. */
abstract class LabDisksContract {
    @TempDir
    Path data;

    abstract LabDisks disks();

    Path lab() {
        try {
            return Files.createDirectories(data.resolve("labs/alice"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDiskKeepsWhatIsOnIt() throws IOException {
        try (LabDisk disk = disks().open(lab())) {
            Files.createDirectories(disk.root().resolve("containers/one"));
            Files.writeString(disk.root().resolve("containers/one/file"), "kept");
        }
        try (LabDisk disk = disks().open(lab())) {
            assertThat(disk.root().resolve("containers/one/file")).hasContent("kept");
        }
    }

    @Test
    void anotherServerSeesTheSameDisk() throws IOException {
        try (LabDisk first = disks().open(lab());
                LabDisk second = disks().join(lab())) {
            Files.writeString(first.root().resolve("file"), "same");

            assertThat(second.root().resolve("file")).hasContent("same");
        }
    }

    @Test
    void aLabSeesItWithItsOwnUsers() throws IOException {
        try (LabDisk disk = disks().open(lab());
                TestUserNamespace processes = new TestUserNamespace();
                UserNamespace namespace = processes.open()) {
            Files.createDirectory(disk.root().resolve("upper"));
            try (Descriptor view = disk.view(namespace)) {
                Path seen = Path.of("/proc/self/fd/" + view.number());
                assertThat(Files.getAttribute(seen.resolve("upper"), "unix:uid"))
                        .isEqualTo(TestUserNamespace.BASE);
                asRootOfTheLab(seen.resolve("upper/file"));
            }
            assertThat(Files.getAttribute(disk.root().resolve("upper/file"), "unix:uid"))
                    .isEqualTo(0);
        }
    }

    private static void asRootOfTheLab(Path file) {
        BlockingCalls.run(() -> {
            Libc.setfsgid(TestUserNamespace.BASE);
            Libc.setfsuid(TestUserNamespace.BASE);
            try {
                return Files.createFile(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                Libc.setfsuid(0);
                Libc.setfsgid(0);
            }
        });
    }

    @Test
    void nothingIsLeftOfARemovedDisk() throws IOException {
        try (LabDisk disk = disks().open(lab())) {
            Files.writeString(disk.root().resolve("file"), "gone");
        }

        disks().remove(lab());
        disks().remove(lab());

        assertThat(lab().resolve("disk")).doesNotExist();
        assertThat(lab().resolve("disk.img")).doesNotExist();
        assertThat(lab().resolve("disk.img.new")).doesNotExist();
        try (LabDisk disk = disks().open(lab())) {
            assertThat(disk.root().resolve("file")).doesNotExist();
        }
    }

    @Test
    void twoLabsHaveTwoDisks() throws IOException {
        Path other = Files.createDirectories(data.resolve("labs/bob"));
        try (LabDisk alice = disks().open(lab());
                LabDisk bob = disks().open(other)) {
            Files.createFile(alice.root().resolve("file"));

            assertThat(bob.root().resolve("file")).doesNotExist();
        }
    }
}
