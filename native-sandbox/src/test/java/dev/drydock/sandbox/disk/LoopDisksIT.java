package dev.drydock.sandbox.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.linux.LoopDevice;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LoopDisksIT extends LabDisksContract {
    private static final DiskLimits LIMITS = new DiskLimits(32L << 20, 512);

    private LoopDisks disks;

    @BeforeEach
    void tryOut() {
        disks = LoopDisks.open(data, LIMITS);
    }

    @Override
    LabDisks disks() {
        return disks;
    }

    @Test
    void tryingThemOutLeavesNothing() {
        assertThat(data).isEmptyDirectory();
        assertThat(disks.limits()).contains(LIMITS);
    }

    @Test
    void aDiskHasAnEnd() throws IOException {
        try (LabDisk disk = disks.open(lab())) {
            assertThatThrownBy(() -> fill(disk.root().resolve("big")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(Files.size(disk.root().resolve("big"))).isBetween(20L << 20, LIMITS.bytes());

            Files.delete(disk.root().resolve("big"));
            Files.write(disk.root().resolve("again"), new byte[1 << 20]);
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            byte[] megabyte = new byte[1 << 20];
            for (long written = 0; written <= LIMITS.bytes(); written += megabyte.length) {
                output.write(megabyte);
            }
        }
    }

    @Test
    void theNumberOfFilesHasAnEnd() throws IOException {
        try (LabDisk disk = disks.open(lab())) {
            Path directory = Files.createDirectory(disk.root().resolve("many"));
            assertThatThrownBy(() -> {
                        for (int i = 0; i <= 2 * LIMITS.files(); i++) {
                            Files.createFile(directory.resolve(Integer.toString(i)));
                        }
                    })
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("No space left on device");
        }
    }

    @Test
    void anEmptyDiskTakesLittleOfTheMachine() throws IOException {
        try (LabDisk disk = disks.open(lab())) {
            assertThat(disk.root()).exists();
        }
        // In blocks of 512 bytes.
        Process stat =
                new ProcessBuilder("stat", "-c", "%b", lab().resolve("disk.img").toString()).start();
        long blocks =
                Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        assertThat(blocks * 512).isLessThan(2L << 20);
    }

    @Test
    void noMountTableShowsItAndItsDeviceGoesAwayByItself() throws IOException {
        Path image = lab().resolve("disk.img");
        try (LabDisk disk = disks.open(lab());
                LabDisk second = disks.join(lab())) {
            assertThat(disk.root()).exists();
            assertThat(second.root()).exists();
            assertThat(LoopDevice.isFree(image)).isFalse();
            try (LoopDevice device = LoopDevice.find(image).orElseThrow()) {
                String name = Files.readSymbolicLink(
                                Path.of("/proc/self/fd/" + device.device().number()))
                        .toString();
                assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(name + " ");
            }
        }
        disks.open(lab()).close();
        assertThat(LoopDevice.find(image)).isEmpty();
        assertThat(LoopDevice.isFree(image)).isTrue();
    }

    @Test
    void aLockedImageNeverGetsASecondDevice() {
        try (LabDisk disk = disks.open(lab())) {
            assertThat(disk.root()).exists();
            assertThat(LoopDevice.make(lab().resolve("disk.img"))).isEmpty();
        }
    }

    @Test
    void aPathIntoAClosedDiskLeadsNowhere() {
        Path stale;
        try (LabDisk disk = disks.open(lab())) {
            stale = disk.root();
        }
        try (LabDisk other = disks.open(data.resolve("labs/alice"))) {
            assertThat(other.root()).exists().isNotEqualTo(stale);
            assertThat(stale).doesNotExist();
        }
    }

    @Test
    void aDamagedImageIsNamed() throws IOException {
        disks.open(lab()).close();
        try (RandomAccessFile image =
                new RandomAccessFile(lab().resolve("disk.img").toFile(), "rw")) {
            image.seek(1024);
            image.write(new byte[1024]);
        }

        assertThatThrownBy(() -> disks.open(lab()))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("the disk of the lab host alice")
                .hasMessageContaining("labs/alice/disk.img");
        disks.remove(lab());
        assertThat(lab().resolve("disk.img")).doesNotExist();
    }

    @Test
    void whatWasInAPlainDirectoryIsMoved() throws IOException {
        try (LabDisk plain = new DirectoryDisks().open(lab())) {
            Path file = Files.writeString(plain.root().resolve("file"), "kept");
            Files.setAttribute(file, "unix:uid", 1000);
            Files.createLink(plain.root().resolve("link"), file);
            Objects.requireNonNull(Files.getFileAttributeView(file, UserDefinedFileAttributeView.class))
                    .write("mark", java.nio.ByteBuffer.wrap(new byte[] {7}));
        }

        try (LabDisk disk = disks.open(lab())) {
            Path file = disk.root().resolve("file");
            assertThat(file).hasContent("kept");
            assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1000);
            assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2);
            assertThat(Objects.requireNonNull(Files.getFileAttributeView(file, UserDefinedFileAttributeView.class))
                            .list())
                    .containsExactly("mark");
        }
        assertThat(lab().resolve("disk")).doesNotExist();
    }

    @Test
    void whatDoesNotFitStaysWhereItIs() throws IOException {
        try (LabDisk plain = new DirectoryDisks().open(lab())) {
            byte[] noise = new byte[1 << 20];
            new java.util.Random(1).nextBytes(noise);
            for (int i = 0; i < 40; i++) {
                Files.write(plain.root().resolve("file" + i), noise);
            }
        }

        assertThatThrownBy(() -> disks.open(lab()))
                .isInstanceOf(SystemFailure.class)
                .hasMessageContaining("nothing was changed")
                .hasMessageContaining("No space left on device");
        assertThat(lab().resolve("disk.img")).doesNotExist();
        assertThat(lab().resolve("disk/file39")).hasSize(1 << 20);
    }
}
