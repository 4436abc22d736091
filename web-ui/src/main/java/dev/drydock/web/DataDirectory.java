package dev.drydock.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one directory where a server keeps everything, and the lock that makes it the only server there. */
final class DataDirectory implements AutoCloseable {
    /** A unix socket's path holds at most 107 bytes; the longest below the directory takes this many. */
    private static final int SOCKET_PATH = "/run/".length() + 32 + "/docker.sock".length();

    private static final int LONGEST = 107 - SOCKET_PATH;
    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory if need be and takes its lock.
     *
     * @throws StartProblem with a sentence for the person at the keyboard
     */
    static DataDirectory open(Path given) {
        Path path = given.toAbsolutePath().normalize();
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new StartProblem("cannot use the data directory " + path + ": its path has more than " + LONGEST
                    + " bytes, too long for the sockets in it; choose a shorter one with --data");
        }
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            for (String part : List.of("run", "labs", "layers", "db", "bin")) {
                Files.createDirectories(path.resolve(part));
            }
            return lock(path);
        } catch (IOException e) {
            throw new StartProblem("cannot use the data directory " + path + ": " + reason(e));
        }
    }

    private static DataDirectory lock(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path.resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock lock = file.tryLock();
        if (lock == null) {
            ByteBuffer holder = ByteBuffer.allocate(20);
            file.read(holder, 0);
            file.close();
            String pid = new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII).strip();
            throw new StartProblem("another Drydock server (process " + pid + ") uses the data directory " + path
                    + "; stop it with ./drydock down --data " + path + " or choose another directory with --data");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return new DataDirectory(path, file);
    }

    /** Java's file exceptions often carry only the path: say what happened in words. */
    private static String reason(IOException problem) {
        @Nullable String message = problem.getMessage();
        return switch (problem) {
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.FileAlreadyExistsException e -> e.getFile() + " is not a directory";
            case java.nio.file.FileSystemException e when e.getReason() != null -> e.getReason();
            default -> message == null ? problem.getClass().getSimpleName() : message;
        };
    }

    Path path() {
        return path;
    }

    Path resolve(String part) {
        return path.resolve(part);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
