package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system with little room in the place of a directory, below a directory of its own: a disk image on a tmpfs that is
 * smaller than the image says it is.
 */
final class SmallDisk implements AutoCloseable {
    /** The smallest that ext4 has: what is left after the last one that fits has no room for any document. */
    private static final int BLOCK = 1024;

    private final Path below;
    private final Path place;

    private SmallDisk(Path below, Path place) {
        this.below = below;
        this.place = place;
    }

    /** How it fails. */
    enum Failure {
        FULL,
        READ_ONLY,
        /** The kernel cannot write what it has taken, and finds out when it is asked to make sure of it. */
        BROKEN
    }

    /**
     * Puts it in the place of a directory, with what is there.
     *
     * @param below an empty directory
     */
    static SmallDisk inPlaceOf(Path place, Path below) throws IOException {
        SmallDisk disk = new SmallDisk(below, place);
        Path image = below.resolve("image");
        run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", below.toString());
        run("truncate", "--size", "8m", image.toString());
        run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=1", image.toString());
        Path content = Files.createTempFile("content", ".tar");
        run("tar", "-C", place.toString(), "-cf", content.toString(), ".");
        run("mount", "-o", "loop", image.toString(), place.toString());
        run("tar", "-C", place.toString(), "-xf", content.toString());
        run("sync", "--file-system", place.toString());
        Files.delete(content);
        return disk;
    }

    void fail(Failure how) throws IOException {
        switch (how) {
            case FULL -> fill(place.resolve("filler"));
            case READ_ONLY -> run("mount", "-o", "remount,ro", place.toString());
            case BROKEN -> fill(below.resolve("filler"));
        }
    }

    /** As somebody repairs it while no server runs. */
    void repair() throws IOException {
        run("umount", place.toString());
        Files.deleteIfExists(below.resolve("filler"));
        run("mount", "-o", "loop", below.resolve("image").toString(), place.toString());
        Files.deleteIfExists(place.resolve("filler"));
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            while (true) {
                output.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    @Override
    public void close() throws IOException {
        for (Path mount : List.of(place, below)) {
            new ProcessBuilder("umount", "--lazy", mount.toString())
                    .start()
                    .onExit()
                    .join();
        }
    }

    private static void run(String... command) throws IOException {
        Path said = Files.createTempFile("said", "");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int status = process.onExit().join().exitValue();
        assertThat(status)
                .as("%s: %s", List.of(command), Files.readString(said))
                .isZero();
        Files.delete(said);
    }
}
