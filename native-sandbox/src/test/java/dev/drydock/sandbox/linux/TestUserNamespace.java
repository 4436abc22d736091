package dev.drydock.sandbox.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user namespace with an id map like a lab's, held by a process that does nothing. */
public final class TestUserNamespace implements AutoCloseable {
    public static final int BASE = 200_000_000;

    private final Process holder;

    public TestUserNamespace() {
        try {
            // The shell says when it is inside; then it waits for its input to end.
            holder = new ProcessBuilder("unshare", "--user", "sh", "-c", "echo ready; read end").start();
            InputStream output = holder.getInputStream();
            if (output.read() != 'r') {
                throw new IllegalStateException(
                        "unshare: " + new String(holder.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            for (String map : new String[] {"uid_map", "gid_map"}) {
                Files.writeString(Path.of("/proc/" + holder.pid(), map), "0 " + BASE + " 65536\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public UserNamespace open() {
        return UserNamespace.of(holder.pid(), BASE);
    }

    public long pid() {
        return holder.pid();
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
