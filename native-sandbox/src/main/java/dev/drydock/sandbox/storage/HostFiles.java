package dev.drydock.sandbox.storage;

import dev.drydock.core.distribution.DaemonFile;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads small files of a lab host while its student does whatever they like: from its root file system alone, over no link and
 * into no mount.
 */
public final class HostFiles implements DaemonFile, AutoCloseable {
    private final Descriptor root;
    private boolean isClosed;

    private HostFiles(Descriptor root) {
        this.root = root;
    }

    /**
     * Holds the root of the lab host until it is closed: the number of the process may be that of another one later.
     *
     * @param pid the machine's number of labd, which has set the lab host up
     */
    public static HostFiles of(long pid) {
        return new HostFiles(Descriptor.open(Path.of("/proc/" + pid + "/root"), Libc.O_PATH | Libc.O_DIRECTORY));
    }

    @Override
    public Optional<byte[]> read() throws IOException {
        try {
            return BlockingCalls.run(() -> {
                try {
                    return content(PATH, LIMIT);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private synchronized Optional<byte[]> content(String path, int limit) throws IOException {
        if (isClosed) {
            return Optional.empty();
        }
        try (TreeReader.Opened opened =
                new TreeReader(root).open(path.substring(1)).orElse(null)) {
            if (opened == null) {
                return Optional.empty();
            }
            FileStatus status = opened.status();
            if (!status.isRegular()) {
                throw new IOException(
                        "read " + path + ": " + (status.isSymbolicLink() ? "it is a link" : "it is no regular file"));
            }
            try (InputStream content = opened.content()) {
                byte[] bytes = content.readNBytes(limit + 1);
                if (bytes.length > limit) {
                    throw new IOException("read " + path + ": it is larger than " + limit + " bytes");
                }
                return Optional.of(bytes);
            }
        } catch (SyscallException e) {
            throw new IOException("read " + path + ": " + Errno.sentence(e.errno()), e);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        root.close();
    }
}
