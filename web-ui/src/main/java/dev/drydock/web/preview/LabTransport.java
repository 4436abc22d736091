package dev.drydock.web.preview;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import org.eclipse.jetty.io.Transport;

/** TCP inside a lab host. Two are equal when they lead to the same port of the same lab host, and share connections then. */
final class LabTransport extends Transport.TCPIP {
    private final PreviewTarget target;

    LabTransport(PreviewTarget target) {
        this.target = target;
    }

    /** Wherever the name of the request leads on this machine. */
    @Override
    public SocketAddress getSocketAddress() {
        return target.address();
    }

    @Override
    public boolean requiresDomainNameResolution() {
        return false;
    }

    @Override
    public SelectableChannel newSelectableChannel() throws IOException {
        return target.lab().inside().openSocket();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabTransport transport && transport.target.equals(target);
    }

    @Override
    public int hashCode() {
        return target.hashCode();
    }
}
