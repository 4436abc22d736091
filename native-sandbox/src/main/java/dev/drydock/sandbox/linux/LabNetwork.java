package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The network of a lab host, for connections from this process into it. */
public final class LabNetwork implements AutoCloseable {
    private final Descriptor namespace;

    private LabNetwork(Descriptor namespace) {
        this.namespace = namespace;
    }

    /** @param pid the machine's number of a process in it */
    public static LabNetwork of(long pid) {
        return new LabNetwork(Descriptor.open(Path.of("/proc/" + pid + "/ns/net"), Libc.O_RDONLY));
    }

    /** A socket that is there and nowhere else, whoever uses it; not connected. */
    public SocketChannel openSocket() throws IOException {
        return open(() -> SocketChannel.open(StandardProtocolFamily.INET));
    }

    /** The same for datagrams. */
    public DatagramChannel openDatagramSocket() throws IOException {
        return open(() -> DatagramChannel.open(StandardProtocolFamily.INET));
    }

    private <T> T open(Opener<T> opener) throws IOException {
        try {
            // A socket belongs to the network in which its thread was.
            return BlockingCalls.runAlone(() -> {
                LibcTrees.enterNetwork(namespace.number());
                return opened(opener);
            });
        } catch (SyscallException | UncheckedIOException | IllegalStateException e) {
            throw new IOException("open a socket of the lab host: " + e.getMessage(), e);
        }
    }

    private interface Opener<T> {
        T open() throws IOException;
    }

    private static <T> T opened(Opener<T> opener) {
        try {
            return opener.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        namespace.close();
    }
}
