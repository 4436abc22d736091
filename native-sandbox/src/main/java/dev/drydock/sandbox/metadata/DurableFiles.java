package dev.drydock.sandbox.metadata;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Files that are replaced as a whole and, where asked for, survive a power cut. */
final class DurableFiles {
    /** Begins the names of files that are being written; what is left of them after a crash means nothing. */
    static final String UNFINISHED = ".new-";

    private static final AtomicLong NUMBER = new AtomicLong();

    private DurableFiles() {}

    /** How much a change must survive. */
    enum Durability {
        /** The end of the server. */
        SERVER,
        /** A power cut, once a later change in the same directory does. */
        CONTENT,
        /** A power cut. */
        MACHINE
    }

    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw failure("create the directory", directory, e);
        }
    }

    static void write(Path file, byte[] content, Durability durability) {
        Path directory = parent(file);
        Path unfinished = unfinished(directory);
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (durability != Durability.SERVER) {
                    channel.force(true);
                }
            }
            rename(unfinished, file, durability);
        } catch (IOException e) {
            deleteQuietly(unfinished, e);
            throw failure("write", file, e);
        }
    }

    /** A name in this directory for a file that is being written. */
    static Path unfinished(Path directory) {
        return directory.resolve(UNFINISHED + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
    }

    static void rename(Path from, Path to, Durability durability) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        if (durability == Durability.MACHINE) {
            force(parent(to));
        }
    }

    static void delete(Path file, Durability durability) {
        try {
            if (Files.deleteIfExists(file) && durability == Durability.MACHINE) {
                force(parent(file));
            }
        } catch (IOException e) {
            throw failure("delete", file, e);
        }
    }

    /** Makes the names in a directory durable. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void deleteQuietly(Path file, IOException reason) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is not in a directory");
        }
        return parent;
    }

    /** Whom it is told is no business of where the machine keeps its files: that is in the cause, for the log. */
    static EngineException failure(String action, Path path, IOException cause) {
        return new EngineException.SystemFailure(
                "cannot " + action + " " + path.getFileName() + ": " + reason(cause),
                new IOException(path + ": " + cause, cause));
    }

    /** As Go spells the kernel's errors: {@code no space left on device}. */
    private static String reason(IOException cause) {
        String reason = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return reason == null || reason.isEmpty()
                ? cause.getClass().getSimpleName()
                : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
