package dev.drydock.sandbox.network;

import dev.drydock.core.dns.NameServers;
import dev.drydock.core.dns.Question;
import dev.drydock.core.dns.Reply;
import dev.drydock.core.dns.Transport;
import dev.drydock.sandbox.linux.LabNetwork;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Name servers in the network of a lab host: its containers, and itself. */
public final class LabNameServers implements NameServers {
    private static final Logger LOG = LoggerFactory.getLogger(LabNameServers.class);
    /** As Docker's. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int PORT = 53;
    /** Of a datagram: as much as labd carries. */
    private static final int DATAGRAM = 4096;

    private final LabNetwork network;
    private final Duration patience;

    public LabNameServers(LabNetwork network) {
        this(network, PATIENCE);
    }

    /** @param patience until an answer has come as a whole */
    public LabNameServers(LabNetwork network, Duration patience) {
        this.network = network;
        this.patience = patience;
    }

    @Override
    public Optional<byte[]> ask(Inet4Address server, Question question, byte[] message, Transport transport) {
        InetSocketAddress address = new InetSocketAddress(server, PORT);
        Patience left = new Patience(System.nanoTime() + patience.toNanos());
        try {
            return Optional.of(
                            switch (transport) {
                                case DATAGRAM -> askByDatagram(address, question, message, left);
                                case CONNECTION -> askByConnection(address, message, left);
                            })
                    .filter(answer -> Reply.answers(question, answer));
        } catch (IOException e) {
            LOG.debug("the name server {}: {}", server, e.getMessage());
            return Optional.empty();
        }
    }

    /** Somebody who is slow on purpose may be slow only once. */
    private record Patience(long end) {
        int millis() throws SocketTimeoutException {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new SocketTimeoutException("no answer in time");
            }
            return (int) millis;
        }
    }

    /** From this server only: the socket is connected. An older answer may come first. */
    private byte[] askByDatagram(InetSocketAddress server, Question question, byte[] message, Patience left)
            throws IOException {
        try (DatagramChannel channel = network.openDatagramSocket()) {
            channel.connect(server);
            channel.write(ByteBuffer.wrap(message));
            DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
            while (true) {
                channel.socket().setSoTimeout(left.millis());
                channel.socket().receive(packet);
                byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
                if (Reply.answers(question, answer)) {
                    return answer;
                }
                packet.setLength(DATAGRAM);
            }
        }
    }

    private byte[] askByConnection(InetSocketAddress server, byte[] message, Patience left) throws IOException {
        try (SocketChannel channel = network.openSocket()) {
            Socket socket = channel.socket();
            socket.connect(server, left.millis());
            byte[] frame = ByteBuffer.allocate(Short.BYTES + message.length)
                    .putShort((short) message.length)
                    .put(message)
                    .array();
            socket.getOutputStream().write(frame);
            byte[] length = read(socket, new byte[Short.BYTES], left);
            return read(
                    socket, new byte[Short.toUnsignedInt(ByteBuffer.wrap(length).getShort())], left);
        }
    }

    private static byte[] read(Socket socket, byte[] bytes, Patience left) throws IOException {
        InputStream in = socket.getInputStream();
        for (int at = 0; at < bytes.length; ) {
            socket.setSoTimeout(left.millis());
            int count = in.read(bytes, at, bytes.length - at);
            if (count < 0) {
                throw new EOFException("the answer is cut off");
            }
            at += count;
        }
        return bytes;
    }
}
