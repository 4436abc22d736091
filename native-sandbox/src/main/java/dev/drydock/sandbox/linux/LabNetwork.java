package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        List<SocketChannel> opened = new ArrayList<>();
        List<Exception> failed = new ArrayList<>();
        // A socket belongs to the network in which its thread was. The thread is of no use for anything else.
        Thread visitor = Thread.ofPlatform().name("network-visitor").start(() -> {
            try {
                LibcTrees.enterNetwork(namespace.number());
                opened.add(SocketChannel.open(StandardProtocolFamily.INET));
            } catch (SyscallException | IOException | IllegalStateException e) {
                failed.add(e);
            }
        });
        boolean interrupted = false;
        while (visitor.isAlive()) {
            try {
                visitor.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (opened.isEmpty()) {
            throw new IOException(
                    "open a socket of the lab host: " + failed.getFirst().getMessage(), failed.getFirst());
        }
        return opened.getFirst();
    }

    @Override
    public void close() {
        namespace.close();
    }
}
