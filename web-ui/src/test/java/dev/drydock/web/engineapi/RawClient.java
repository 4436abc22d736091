package dev.drydock.web.engineapi;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
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
import java.util.Map;
import java.util.TreeMap;

/** A client that sees every byte: one connection, HTTP by hand. */
public final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private final DataInputStream in;

    public RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        // Unbuffered: what follows the headers may be read from the channel itself.
        in = new DataInputStream(Channels.newInputStream(channel));
    }

    /** An answer as it came. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** Sends one request on a connection of its own and reads the whole answer. */
    public static Answer call(Path socket, String method, String target, String body) throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.request(method, target, body);
            Answer head = client.readHead();
            return new Answer(head.status, head.headers, client.readBody(head));
        }
    }

    public void request(String method, String target, String body, String... headers) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: docker\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (content.length > 0) {
            head.append("Content-Type: application/json\r\n");
        }
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        send(head.toString().getBytes(StandardCharsets.UTF_8));
        send(content);
    }

    /** Asks for a connection to be taken over, as the CLI does, and reads the answer's head. */
    Answer upgrade(String target, String body) throws IOException {
        request("POST", target, body, "Connection: Upgrade", "Upgrade: tcp");
        return readHead();
    }

    public void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends this side's sending only. */
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    SocketChannel channel() {
        return channel;
    }

    InputStream input() {
        return in;
    }

    public Answer readHead() throws IOException {
        String statusLine = readLine();
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(statusLine.split(" ", 3)[1]), headers, "");
    }

    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("connection ended after: " + line.toString(StandardCharsets.UTF_8));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    public String readBody(Answer head) throws IOException {
        if (head.status == 204 || head.status == 304) {
            return "";
        }
        if (head.header("Transfer-Encoding").equals("chunked")) {
            StringBuilder body = new StringBuilder();
            for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
                body.append(new String(chunk, StandardCharsets.ISO_8859_1));
            }
            return body.toString();
        }
        String length = head.header("Content-Length");
        byte[] body = length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The next chunk of a chunked body; empty at its end. Jetty sends the line break after a chunk with the next one. */
    byte[] readChunk() throws IOException {
        String length = readLine();
        byte[] chunk = new byte[Integer.parseInt(length.isEmpty() ? readLine() : length, 16)];
        in.readFully(chunk);
        return chunk;
    }

    /** One piece of a multiplexed stream. */
    record Frame(int stream, String text) {}

    /** Skips the empty frames that only ask whether the client is there. */
    Frame readFrame() throws IOException {
        int stream = in.readUnsignedByte();
        in.readNBytes(3);
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes.length == 0 ? readFrame() : new Frame(stream, new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
