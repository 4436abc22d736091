package dev.drydock.sandbox.network;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.dns.Transport;
import dev.drydock.core.engine.NameService;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what labd's resolver carries here from the containers of one lab (see PROTOCOL.md). Nothing of it is believed: who
 * sends it is somebody in the lab.
 */
public final class NameServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
    private static final int CONNECTIONS = 96;
    /** Datagrams that wait for their answer. */
    private static final int QUESTIONS = 256;

    private static final int ID = 64;
    private static final int SLOT_AND_ASKER = 10;
    private static final int HEAD = ID + SLOT_AND_ASKER;
    private static final char DATAGRAMS = 'U';
    private final NameService names;
    private final LabSocket socket;
    private final Semaphore questions = new Semaphore(QUESTIONS);

    private NameServer(NameService names, LabSocket socket) {
        this.names = names;
        this.socket = socket;
    }

    /** Listens on a new socket file. */
    public static NameServer open(Path socket, NameService names) {
        LabSocket listening = LabSocket.listen(socket, "names", CONNECTIONS);
        NameServer server = new NameServer(names, listening);
        listening.serve(server::serve);
        return server;
    }

    private void serve(SocketChannel channel) {
        try {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            if (in.read() == DATAGRAMS) {
                serveDatagrams(in, channel);
            } else {
                serveConnection(in, channel);
            }
        } catch (EOFException | ClosedChannelException e) {
            LOG.debug("names: the other side has ended");
        } catch (IOException e) {
            LOG.debug("names: {}", e.getMessage());
        }
    }

    private void serveDatagrams(DataInputStream in, SocketChannel channel) throws IOException {
        Replies replies = new Replies(channel, new ReentrantLock());
        while (true) {
            int length = in.readUnsignedShort();
            if (length < HEAD) {
                return;
            }
            byte[] head = in.readNBytes(HEAD);
            byte[] question = in.readNBytes(length - HEAD);
            // One that is lost is asked again.
            if (questions.tryAcquire()) {
                Thread.ofVirtual().name("names").start(() -> answer(head, question, replies));
            }
        }
    }

    /** Where answers to datagrams go, one at a time. */
    private record Replies(SocketChannel channel, ReentrantLock lock) {
        void send(byte[] head, byte[] answer) throws IOException {
            ByteBuffer frame = ByteBuffer.allocate(Short.BYTES + HEAD + answer.length);
            frame.putShort((short) (HEAD + answer.length)).put(head).put(answer).flip();
            lock.lock();
            try {
                while (frame.hasRemaining()) {
                    channel.write(frame);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** On a thread of its own: a name server that is slow holds nobody else up. */
    private void answer(byte[] head, byte[] question, Replies replies) {
        try {
            Optional<byte[]> answer = id(head).flatMap(asking -> names.answer(asking, question, Transport.DATAGRAM));
            if (answer.isPresent()) {
                replies.send(head, answer.get());
            }
        } catch (IOException e) {
            LOG.debug("names: {}", e.getMessage());
        } finally {
            questions.release();
        }
    }

    /** Questions over a connection have their length before them (RFC 1035, section 4.2.2). */
    private void serveConnection(DataInputStream in, SocketChannel channel) throws IOException {
        Optional<ContainerId> asking = id(in.readNBytes(ID));
        DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
        while (asking.isPresent()) {
            byte[] question = in.readNBytes(in.readUnsignedShort());
            Optional<byte[]> answer = names.answer(asking.get(), question, Transport.CONNECTION);
            if (answer.isEmpty()) {
                return;
            }
            byte[] frame = ByteBuffer.allocate(Short.BYTES + answer.get().length)
                    .putShort((short) answer.get().length)
                    .put(answer.get())
                    .array();
            out.write(frame);
            out.flush();
        }
    }

    private static Optional<ContainerId> id(byte[] head) {
        try {
            return head.length < ID
                    ? Optional.empty()
                    : Optional.of(new ContainerId(new String(head, 0, ID, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
