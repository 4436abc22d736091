package dev.drydock.sandbox.network;

import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.network.Addresses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the connections that one lab makes to its gateway (see PROTOCOL.md) on to the hosts outside that they are meant for.
 * The lab says only to which of its addresses: the name behind it, and whether it may be reached, are looked up here.
 */
public final class EgressServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EgressServer.class);
    private static final int CONNECTIONS = 128;
    /** Connections that are being made: each of them holds a thread while a name is looked up. */
    private static final int CONNECTING = 8;

    /** Failures that are worth a line in the log. */
    private static final int COMPLAINTS = 32;

    private static final int BUFFER = 32 * 1024;
    private static final int HEAD = Integer.BYTES + Short.BYTES;
    private final String lab;
    private final EgressNames names;
    private final OutsideHosts outside;
    private final Duration idle;
    private final LabSocket socket;
    private final Semaphore connecting = new Semaphore(CONNECTING);
    private final Semaphore complaints = new Semaphore(COMPLAINTS);

    private EgressServer(Lab lab, OutsideHosts outside, Duration idle, LabSocket socket) {
        this.lab = lab.name();
        this.names = lab.names();
        this.outside = outside;
        this.idle = idle;
        this.socket = socket;
    }

    /** Whose connections they are, and what its addresses mean. */
    public record Lab(String name, EgressNames names) {}

    /**
     * Listens on a new socket file.
     *
     * @param idle after so long without a byte either way a connection ends, at the latest after twice that
     */
    public static EgressServer open(Path socket, Lab lab, OutsideHosts outside, Duration idle) {
        LabSocket listening = LabSocket.listen(socket, "egress of " + lab.name(), CONNECTIONS);
        EgressServer server = new EgressServer(lab, outside, idle, listening);
        listening.serve(server::serve);
        return server;
    }

    private void serve(SocketChannel inside) {
        try {
            Optional<Target> target = target(inside);
            if (target.isPresent()) {
                try (SocketChannel other = connect(target.get())) {
                    carryOn(inside, other);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void carryOn(SocketChannel inside, SocketChannel other) throws InterruptedException {
        socket.keep(other);
        try {
            carry(inside, other);
        } finally {
            socket.forget(other);
        }
    }

    /** Students cause these as often as they like, and should not fill the log. */
    private void complain(IOException failure) {
        if (complaints.tryAcquire()) {
            LOG.info("egress of {}: {}", lab, failure.getMessage());
        }
    }

    /** What is meant by an address and port of the lab's gateway. */
    private record Target(String name, int port) {}

    private Optional<Target> target(SocketChannel inside) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        while (head.hasRemaining()) {
            if (inside.read(head) < 0) {
                return Optional.empty();
            }
        }
        head.flip();
        int address = head.getInt();
        int port = Short.toUnsignedInt(head.getShort());
        return names.name(Addresses.of(address))
                .filter(name -> names.rules().permits(name, port))
                .map(name -> new Target(name, port));
    }

    private SocketChannel connect(Target target) throws IOException, InterruptedException {
        connecting.acquire();
        try {
            return outside.connect(target.name(), target.port());
        } finally {
            connecting.release();
        }
    }

    /** Until both sides have said all, one of them is gone, or both are silent for too long. */
    private void carry(SocketChannel inside, SocketChannel other) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(2);
        AtomicLong carried = new AtomicLong();
        Thread.ofVirtual().name("egress").start(() -> pump(inside, other, carried, running));
        Thread.ofVirtual().name("egress").start(() -> pump(other, inside, carried, running));
        long before = -1;
        while (!running.await(idle.toMillis(), TimeUnit.MILLISECONDS) && carried.get() != before) {
            before = carried.get();
        }
    }

    /** The end of what one side says is passed on, and the other may go on. */
    private void pump(SocketChannel from, SocketChannel to, AtomicLong carried, CountDownLatch running) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    carried.addAndGet(to.write(buffer));
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("egress of {}: {}", lab, e.getMessage());
            socket.end(from);
            socket.end(to);
        } finally {
            running.countDown();
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        socket.close();
    }
}
