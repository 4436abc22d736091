package dev.drydock.sandbox.network;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A unix socket of the server that processes of one lab connect to. Each connection is served on a virtual thread of its own;
 * those beyond the limit are closed at once.
 */
final class LabSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabSocket.class);
    private final String name;
    private final ServerSocketChannel listening;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Semaphore room;

    private LabSocket(String name, int connections, ServerSocketChannel listening) {
        this.name = name;
        this.room = new Semaphore(connections);
        this.listening = listening;
    }

    /**
     * Listens on a new socket file.
     *
     * @param name of its threads and in the log
     * @param connections at once
     */
    static LabSocket listen(Path socket, String name, int connections) {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(socket));
            return new LabSocket(name, connections, listening);
        } catch (IOException e) {
            throw new SystemFailure("listen on " + socket + ": " + e.getMessage(), e);
        }
    }

    /** @param service of one connection, which is closed afterwards */
    void serve(Consumer<SocketChannel> service) {
        Thread.ofVirtual().name(name).start(() -> accept(service));
    }

    private void accept(Consumer<SocketChannel> service) {
        while (listening.isOpen()) {
            try {
                SocketChannel channel = listening.accept();
                if (room.tryAcquire()) {
                    open.add(channel);
                    Thread.ofVirtual().name(name).start(() -> serve(channel, service));
                } else {
                    channel.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("{}: {}", name, e.getMessage());
            }
        }
    }

    private void serve(SocketChannel channel, Consumer<SocketChannel> service) {
        try {
            service.accept(channel);
        } finally {
            end(channel);
            open.remove(channel);
            room.release();
        }
    }

    /** Another connection that ends with this socket, until {@link #forget}. */
    void keep(SocketChannel other) {
        open.add(other);
    }

    void forget(SocketChannel other) {
        open.remove(other);
    }

    /** Closes a connection. */
    void end(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", name, e.getMessage());
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", name, e.getMessage());
        }
        open.forEach(this::end);
    }
}
