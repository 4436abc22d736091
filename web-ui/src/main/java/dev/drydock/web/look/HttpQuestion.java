package dev.drydock.web.look;

import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One question by HTTP/1.0 (RFC 1945), to which a server may answer with as little as it likes: the answer ends with the
 * connection, with the time or with the limit. Redirects lead nowhere.
 *
 * @param patience for all of it
 * @param limit bytes of the answer
 */
record HttpQuestion(Look.AtPort port, Duration patience, int limit) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\r\\n]*\\r?\\n");
    private static final int PIECE = 8 * 1024;

    /** @throws IOException when nothing comes that looks like HTTP */
    Sight ask(SocketChannel connection) throws IOException {
        String question = "GET " + port.path().orElse("/") + " HTTP/1.0\r\nHost: " + port.host() + ":" + port.port()
                + "\r\nUser-Agent: drydock\r\nConnection: close\r\n\r\n";
        Socket socket = connection.socket();
        socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
        String answer = read(socket);
        Matcher status = STATUS.matcher(answer);
        if (!status.lookingAt()) {
            throw new IOException("no answer of HTTP");
        }
        Matcher end = Pattern.compile("\\r?\\n\\r?\\n").matcher(answer);
        String body = end.find() ? answer.substring(end.end()) : "";
        return new Sight.OfAnswer(Integer.parseInt(status.group(1)), body);
    }

    private String read(Socket socket) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        while (answer.size() < limit) {
            int left = (int) ((deadline - System.nanoTime()) / 1_000_000);
            if (left <= 0) {
                break;
            }
            socket.setSoTimeout(left);
            int count = socket.getInputStream().read(piece, 0, Math.min(piece.length, limit - answer.size()));
            if (count < 0) {
                break;
            }
            answer.write(piece, 0, count);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
