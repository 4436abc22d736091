package dev.drydock.web.engineapi;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The client's side of RFC 6455, by hand, on a unix socket. */
final class WebSocketClient implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final RawClient raw;
    private final DataInputStream in;

    WebSocketClient(Path socket, String target) throws IOException {
        raw = new RawClient(socket);
        in = new DataInputStream(raw.input());
        raw.request(
                "GET",
                target,
                "",
                "Connection: keep-alive, Upgrade",
                "Upgrade: WebSocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    RawClient.Answer readHead() throws IOException {
        return raw.readHead();
    }

    record Message(int opCode, String text) {}

    Message read() throws IOException {
        int opCode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new Message(opCode, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }

    /** Output until so many bytes of it came. */
    byte[] readOutput(int length) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        while (output.size() < length) {
            Message message = read();
            if (message.opCode != BINARY) {
                throw new EOFException("after " + output.size() + " bytes: " + message);
            }
            output.writeBytes(message.text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return output.toByteArray();
    }

    void send(int opCode, String text) throws IOException {
        send(opCode, true, text.getBytes(StandardCharsets.UTF_8));
    }

    void send(int opCode, boolean last, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((last ? FINAL : 0) | opCode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= Character.MAX_VALUE) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        sendRaw(frame.array(), frame.position());
    }

    void sendRaw(byte[] bytes, int length) throws IOException {
        raw.send(java.util.Arrays.copyOf(bytes, length));
    }

    void shutdownOutput() throws IOException {
        raw.shutdownOutput();
    }

    /** The end of the connection, -1. */
    int readEnd() throws IOException {
        return in.read();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
