package dev.drydock.web.unixsocket;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/** One connection; knows the socket it came through. */
public class UnixEndPoint extends SocketChannelEndPoint {
    private final UnixSocket<?> socket;

    public UnixEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            UnixSocket<?> socket) {
        super(channel, selector, key, scheduler);
        this.socket = socket;
    }

    /** Where it came through. */
    public final UnixSocket<?> socket() {
        return socket;
    }
}
