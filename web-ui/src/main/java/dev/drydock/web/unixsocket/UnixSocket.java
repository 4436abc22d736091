package dev.drydock.web.unixsocket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket with the connections that came through it.
 *
 * @param <T> whose it is
 */
public final class UnixSocket<T> {
    private static final Logger LOG = LoggerFactory.getLogger(UnixSocket.class);

    private final T owner;
    private final Path path;
    private final Limit limit;
    /** Guarded by this, as all below: connections that count against the limit. */
    private final Set<SocketChannel> admitted = new HashSet<>();

    private final Set<UnixEndPoint> endPoints = new HashSet<>();
    private @Nullable ServerSocketChannel server;
    private @Nullable Closeable acceptor;
    private boolean closed;
    private Instant lastUsed;

    /** @param path absolute */
    public UnixSocket(Path path, T owner, Limit limit) {
        this.path = path;
        this.owner = owner;
        this.limit = limit;
        this.lastUsed = limit.clock.instant();
    }

    /**
     * How many connections may be open at once.
     *
     * @param refusal the JSON that one more gets
     */
    public record Limit(int connections, String refusal, InstantSource clock) {}

    /** Now, if somebody is connected. */
    public synchronized Instant lastUsed() {
        if (!admitted.isEmpty()) {
            lastUsed = limit.clock.instant();
        }
        return lastUsed;
    }

    /** How many connections are open. */
    public synchronized int connections() {
        return admitted.size();
    }

    public T owner() {
        return owner;
    }

    Path path() {
        return path;
    }

    synchronized void opened(ServerSocketChannel channel, Closeable selection) {
        server = channel;
        acceptor = selection;
    }

    /** Takes a new connection, or answers it that there are too many and closes it. */
    boolean admit(SocketChannel channel) throws IOException {
        synchronized (this) {
            if (!closed && admitted.size() < limit.connections) {
                return admitted.add(channel);
            }
        }
        try (channel) {
            channel.configureBlocking(false);
            channel.write(ByteBuffer.wrap(tooMany().getBytes(StandardCharsets.UTF_8)));
        }
        return false;
    }

    private String tooMany() {
        String body = limit.refusal + "\n";
        return "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    void joined(UnixEndPoint endPoint) {
        boolean late;
        synchronized (this) {
            late = closed;
            endPoints.add(endPoint);
        }
        if (late) {
            endPoint.close();
        }
    }

    synchronized void left(UnixEndPoint endPoint) {
        lastUsed = limit.clock.instant();
        endPoints.remove(endPoint);
        admitted.remove(endPoint.getChannel());
    }

    synchronized void forget(SocketChannel channel) {
        admitted.remove(channel);
    }

    void close() {
        List<UnixEndPoint> remaining;
        List<Closeable> listening = new ArrayList<>();
        synchronized (this) {
            closed = true;
            remaining = List.copyOf(endPoints);
            if (acceptor != null && server != null) {
                listening.add(acceptor);
                listening.add(server);
            }
        }
        listening.forEach(this::closeQuietly);
        closeQuietly(() -> Files.deleteIfExists(path));
        remaining.forEach(UnixEndPoint::close);
    }

    private void closeQuietly(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            LOG.warn("close socket {}: {}", path, e.toString());
        }
    }
}
