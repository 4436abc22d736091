package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcFiles;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An empty ext4 file system, made once by mke2fs; what it has that is not zero is kept in memory, a few hundred kilobytes.
 *
 * @param parts its content where it has any
 */
record Ext4Template(DiskLimits limits, List<Part> parts) {
    private static final String JOURNAL_MEGABYTES = "4";
    private static final String RESERVED_PERCENT = "1";

    Ext4Template {
        parts = List.copyOf(parts);
    }

    /** @param scratch a file that is not there, used meanwhile */
    static Ext4Template make(Path scratch, DiskLimits limits) {
        try {
            grow(scratch, limits);
            format(scratch, limits);
            return new Ext4Template(limits, read(scratch));
        } catch (IOException | SyscallException e) {
            throw new SystemFailure("cannot make a file system: " + e.getMessage(), e);
        } finally {
            scratch.toFile().delete();
        }
    }

    private static void grow(Path file, DiskLimits limits) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(limits.bytes());
        }
    }

    /** Blocks are kept back for the server, so that it can still remove things when a lab has filled its disk. */
    private static void format(Path file, DiskLimits limits) throws IOException {
        List<String> command = List.of(
                program(),
                "-q",
                "-F",
                "-t",
                "ext4",
                "-b",
                "4096",
                "-m",
                RESERVED_PERCENT,
                "-N",
                Long.toString(limits.files()),
                "-J",
                "size=" + JOURNAL_MEGABYTES,
                "-O",
                "^resize_inode",
                "-E",
                "lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0",
                file.toString());
        Process process = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("mke2fs: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailure("interrupted while a file system was made", e);
        }
    }

    private static String program() throws IOException {
        return Stream.of("/usr/sbin/mke2fs", "/sbin/mke2fs", "/usr/bin/mke2fs")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IOException("mke2fs is missing: install e2fsprogs"));
    }

    private static List<Part> read(Path file) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (Descriptor holes = Descriptor.open(file, Libc.O_RDONLY);
                FileChannel content = FileChannel.open(file)) {
            OptionalLong start = LibcFiles.data(holes.number(), 0);
            while (start.isPresent()) {
                long end = LibcFiles.hole(holes.number(), start.getAsLong());
                ByteBuffer bytes = ByteBuffer.allocate((int) (end - start.getAsLong()));
                while (bytes.hasRemaining() && content.read(bytes, start.getAsLong() + bytes.position()) >= 0) {
                    // Until all of it is there.
                }
                parts.add(new Part(start.getAsLong(), bytes.flip().asReadOnlyBuffer()));
                start = LibcFiles.data(holes.number(), end);
            }
        }
        return parts;
    }

    /** Makes this file, or makes it anew, with the empty file system in it, safe on the machine's disk. */
    void copyTo(Path file) {
        try (RandomAccessFile output = new RandomAccessFile(file.toFile(), "rw")) {
            output.setLength(0);
            output.setLength(limits.bytes());
            for (Part part : parts) {
                ByteBuffer bytes = part.content().duplicate();
                while (bytes.hasRemaining()) {
                    output.getChannel().write(bytes, part.offset() + bytes.position());
                }
            }
            output.getChannel().force(true);
        } catch (IOException e) {
            throw new SystemFailure("cannot make " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A part of the file.
     *
     * @param content read only
     */
    record Part(long offset, ByteBuffer content) {}
}
