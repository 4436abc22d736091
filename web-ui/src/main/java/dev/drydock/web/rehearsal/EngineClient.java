package dev.drydock.web.rehearsal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One connection to a Docker socket with just enough of HTTP/1.1 for the answers of the Engine API; the JDK's client does
 * not speak over unix sockets. It blocks: for platform threads.
 */
final class EngineClient implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    EngineClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    /** Asks and reads the whole answer. */
    String call(String method, String path, String json) throws IOException {
        send(method, path, json, "");
        return body(head());
    }

    /** Asks to take the connection over as a stream; returns when the answer is there. */
    void upgrade(String path, String json) throws IOException {
        send("POST", path, json, "Connection: Upgrade\r\nUpgrade: tcp\r\n");
        head();
    }

    void send(String method, String path, String json, String headers) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: docker\r\n" + headers
                + "Content-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
        ByteBuffer message = ByteBuffer.allocate(head.length() + content.length)
                .put(head.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .flip();
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    /** Reads the head of an answer; one that is not a success is an error with what it says. */
    Head head() throws IOException {
        String status = line();
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        Head head = new Head(length, chunked);
        if (!status.matches("HTTP/1.1 [12].*")) {
            throw new IOException(status + ": " + body(head));
        }
        return head;
    }

    /** How the body of an answer comes. */
    record Head(int length, boolean chunked) {}

    String body(Head head) throws IOException {
        if (!head.chunked) {
            return text(head.length);
        }
        StringBuilder body = new StringBuilder();
        int size;
        do {
            size = Integer.parseInt(line().strip(), 16);
            body.append(text(size));
            line();
        } while (size > 0);
        return body.toString();
    }

    /** Reads a stream to its end; how many bytes there were. */
    long drain() throws IOException {
        return in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private String text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
