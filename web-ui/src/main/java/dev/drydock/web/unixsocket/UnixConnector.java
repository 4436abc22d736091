package dev.drydock.web.unixsocket;

import dev.drydock.core.error.EngineException;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Listens on any number of unix sockets, which come and go while it runs, with one selector and no thread for each: a
 * lab that nobody uses costs one descriptor.
 */
public final class UnixConnector extends AbstractConnector {
    private static final int BACKLOG = 128;

    private final EndPointFactory endPoints;
    private final Selectors selectors;
    /** By the address that the system reports for an accepted connection: the path that was bound. */
    private final Map<Path, UnixSocket<?>> sockets = new ConcurrentHashMap<>();

    public UnixConnector(Server server, HttpConfiguration configuration, EndPointFactory endPoints) {
        super(server, null, null, null, 0, new HttpConnectionFactory(configuration));
        this.endPoints = endPoints;
        this.selectors = new Selectors();
        installBean(selectors, true);
        setIdleTimeout(0);
    }

    /** Makes the connection's end, which may read and write in a way of its own. */
    @FunctionalInterface
    public interface EndPointFactory {
        UnixEndPoint create(
                SocketChannel channel,
                ManagedSelector selector,
                SelectionKey key,
                Scheduler scheduler,
                UnixSocket<?> socket);
    }

    /** Binds the socket, whose path must be free, and accepts connections from now on. */
    public void listen(UnixSocket<?> socket) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            sockets.put(socket.path(), socket);
            channel.bind(UnixDomainSocketAddress.of(socket.path()), BACKLOG);
            channel.configureBlocking(false);
            Closeable acceptor = selectors.acceptor(channel);
            selectors.awaitUpdates();
            socket.opened(channel, acceptor);
        } catch (IOException e) {
            sockets.remove(socket.path());
            throw new EngineException.SystemFailure("listen on " + socket.path() + ": " + e.getMessage(), e);
        }
    }

    /** Stops listening and ends every connection that came over this socket. */
    public void drop(UnixSocket<?> socket) {
        socket.close();
        sockets.remove(socket.path(), socket);
    }

    @Override
    protected void accept(int acceptorId) {
        throw new UnsupportedOperationException("the selectors accept");
    }

    @Override
    public @Nullable Object getTransport() {
        return null;
    }

    private void accepted(SocketChannel channel) throws IOException {
        UnixSocket<?> socket = channel.getLocalAddress() instanceof UnixDomainSocketAddress address
                ? sockets.get(address.getPath())
                : null;
        if (socket == null) {
            channel.close();
        } else if (socket.admit(channel)) {
            channel.configureBlocking(false);
            selectors.accept(channel, socket);
        }
    }

    private final class Selectors extends SelectorManager {
        private static final long PATIENCE_SECONDS = 5;

        Selectors() {
            super(UnixConnector.this.getExecutor(), UnixConnector.this.getScheduler(), 1);
        }

        /**
         * Returns when the selector's thread has done what it was told so far. Of a socket that is closed before it is
         * registered there Jetty logs a failure with its stack, and it is none.
         */
        void awaitUpdates() {
            CountDownLatch done = new CountDownLatch(1);
            chooseSelector().submit(_ -> done.countDown());
            try {
                if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new EngineException.SystemFailure("the selector of the sockets does not answer");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        protected void accepted(SelectableChannel channel) throws IOException {
            UnixConnector.this.accepted((SocketChannel) channel);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            UnixSocket<?> socket = (UnixSocket<?>) key.attachment();
            UnixEndPoint endPoint = endPoints.create((SocketChannel) channel, selector, key, getScheduler(), socket);
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, @Nullable Object attachment) {
            return getDefaultConnectionFactory().newConnection(UnixConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
            ((UnixEndPoint) endPoint).socket().joined((UnixEndPoint) endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            ((UnixEndPoint) endPoint).socket().left((UnixEndPoint) endPoint);
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }

        @Override
        protected void onAcceptFailed(SelectableChannel channel, Throwable cause) {
            sockets.values().forEach(socket -> socket.forget((SocketChannel) channel));
            super.onAcceptFailed(channel, cause);
        }
    }
}
