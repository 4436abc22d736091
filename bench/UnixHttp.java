import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A keep-alive HTTP/1.1 connection over a unix socket: just enough for the Engine API. */
final class UnixHttp implements AutoCloseable {
    /** Status and body of an answer. */
    record Answer(int status, String body) {}

    private final Path socket;
    private SocketChannel channel;
    private InputStream in;
    private OutputStream out;
    private boolean mustReconnect;

    UnixHttp(Path socket) throws IOException {
        this.socket = socket;
        connect();
    }

    private void connect() throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        in = new BufferedInputStream(Channels.newInputStream(channel));
        out = Channels.newOutputStream(channel);
        mustReconnect = false;
    }

    Answer call(String method, String path, String json) throws IOException {
        send(method, path, json);
        return answer();
    }

    /** The request alone; {@link #answer} waits for what it brings. */
    void send(String method, String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: drydock\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[start.length + body.length];
        System.arraycopy(start, 0, message, 0, start.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        if (mustReconnect) {
            channel.close();
            connect();
        }
        out.write(message);
    }

    /** Like {@link #call}, but an unexpected status ends the benchmark with a sentence. */
    Answer expect(int status, String method, String path, String json) throws IOException {
        Answer answer = call(method, path, json);
        if (answer.status != status) {
            throw new IOException(method + " " + path + " answered " + answer.status + ": " + answer.body);
        }
        return answer;
    }

    Answer answer() throws IOException {
        return answer(status());
    }

    /** The first line of the answer, which may come long before the rest. */
    int status() throws IOException {
        return Integer.parseInt(line().split(" ", 3)[1]);
    }

    /** The rest of it. */
    Answer answer(int status) throws IOException {
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            mustReconnect |= lower.equals("connection: close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            return new Answer(status, chunks());
        }
        boolean empty = length < 0 && (status == 204 || status == 304 || status == 101);
        return new Answer(status, empty ? "" : text(Math.max(length, 0)));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line().strip(), 16);
            body.append(text(size));
            line();
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private String text(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the connection was closed");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
