package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabId;
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

/** One lab's Docker socket with the connections that came through it. */
final class LabSocket {
    private static final Logger LOG = LoggerFactory.getLogger(LabSocket.class);

    private final LabId lab;
    private final Path path;
    private final Engine engine;
    private final int limit;
    private final InstantSource clock;
    /** Guarded by this, as all below: connections that count against the limit. */
    private final Set<SocketChannel> admitted = new HashSet<>();

    private final Set<LabEndPoint> endPoints = new HashSet<>();
    private @Nullable ServerSocketChannel server;
    private @Nullable Closeable acceptor;
    private boolean closed;
    private Instant lastUsed;

    LabSocket(LabId lab, Path path, Engine engine, Counting counting) {
        this.lab = lab;
        this.path = path;
        this.engine = engine;
        this.limit = counting.limit;
        this.clock = counting.clock;
        this.lastUsed = clock.instant();
    }

    /**
     * How connections are counted.
     *
     * @param limit how many may be open at once
     */
    record Counting(int limit, InstantSource clock) {}

    /** Now, if somebody is connected. */
    synchronized Instant lastUsed() {
        if (!admitted.isEmpty()) {
            lastUsed = clock.instant();
        }
        return lastUsed;
    }

    LabId lab() {
        return lab;
    }

    Path path() {
        return path;
    }

    Engine engine() {
        return engine;
    }

    synchronized void opened(ServerSocketChannel channel, Closeable selection) {
        server = channel;
        acceptor = selection;
    }

    /** Takes a new connection, or answers it that there are too many and closes it. */
    boolean admit(SocketChannel channel) throws IOException {
        synchronized (this) {
            if (!closed && admitted.size() < limit) {
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
        String body =
                "{\"message\":\"too many open connections to the engine of this lab host (limit " + limit + ")\"}\n";
        return "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    void joined(LabEndPoint endPoint) {
        boolean late;
        synchronized (this) {
            late = closed;
            endPoints.add(endPoint);
        }
        if (late) {
            endPoint.close();
        }
    }

    synchronized void left(LabEndPoint endPoint) {
        lastUsed = clock.instant();
        endPoints.remove(endPoint);
        admitted.remove(endPoint.getChannel());
    }

    synchronized void forget(SocketChannel channel) {
        admitted.remove(channel);
    }

    void close() {
        List<LabEndPoint> remaining;
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
        remaining.forEach(LabEndPoint::close);
    }

    private void closeQuietly(Closeable part) {
        try {
            part.close();
        } catch (IOException e) {
            LOG.warn("close socket {}: {}", path, e.toString());
        }
    }
}
