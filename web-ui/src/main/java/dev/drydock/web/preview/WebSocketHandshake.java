package dev.drydock.web.preview;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/** The request that opens a WebSocket (RFC 6455, section 4), passed on to a service, and what that answers. */
final class WebSocketHandshake {
    private static final int HEAD_LIMIT = 16 << 10;
    private static final int SECONDS = 10;

    private WebSocketHandshake() {}

    /**
     * @param fields those that may reach the browser
     * @param rest what the service has sent after the head
     */
    record Answer(int status, HttpFields fields, ByteBuffer rest) {}

    static void send(Request request, FieldRules rules, SocketChannel service) throws IOException {
        StringBuilder head = new StringBuilder("GET ")
                .append(request.getHttpURI().getPathQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(request.getHttpURI().getAuthority())
                .append("\r\nConnection: Upgrade\r\n");
        for (HttpField field : request.getHeaders()) {
            boolean own = field.getHeader() == HttpHeader.HOST || field.getHeader() == HttpHeader.CONNECTION;
            HttpField passed = own ? null : rules.toService(field);
            if (passed != null) {
                head.append(passed.getName())
                        .append(": ")
                        .append(passed.getValue())
                        .append("\r\n");
            }
        }
        ByteBuffer bytes =
                StandardCharsets.ISO_8859_1.encode(head.append("\r\n").toString());
        while (bytes.hasRemaining()) {
            service.write(bytes);
        }
    }

    /** @throws IOException also when it takes too long */
    static Answer receive(SocketChannel service) throws IOException {
        Thread watch = Thread.ofVirtual().name("preview-timeout").start(() -> {
            try {
                TimeUnit.SECONDS.sleep(SECONDS);
                service.close();
            } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return parse(service);
        } catch (AsynchronousCloseException e) {
            throw new InterruptedIOException("no answer within " + SECONDS + " seconds");
        } finally {
            watch.interrupt();
        }
    }

    private static Answer parse(SocketChannel service) throws IOException {
        Head head = new Head();
        HttpParser parser = new HttpParser(head, HEAD_LIMIT);
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_LIMIT);
        while (!head.complete) {
            buffer.clear();
            if (service.read(buffer) < 0) {
                throw new EOFException("the service has ended the connection");
            }
            buffer.flip();
            parser.parseNext(buffer);
            if (head.bad) {
                throw new IOException("the service does not speak HTTP");
            }
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(BufferUtil.toArray(buffer));
        return new Answer(head.status, head.fields, ByteBuffer.wrap(rest.toByteArray()));
    }

    private static final class Head implements HttpParser.ResponseHandler {
        private final HttpFields.Mutable fields = HttpFields.build();
        private int status;
        private boolean complete;
        private boolean bad;

        @Override
        public void startResponse(HttpVersion version, int code, String reason) {
            status = code;
        }

        @Override
        public void parsedHeader(HttpField field) {
            HttpField passed = field.getHeader() == HttpHeader.CONNECTION ? null : FieldRules.toBrowser(field);
            if (passed != null) {
                fields.add(passed);
            }
        }

        @Override
        public boolean headerComplete() {
            complete = true;
            return true;
        }

        @Override
        public boolean content(ByteBuffer item) {
            return true;
        }

        @Override
        public boolean contentComplete() {
            return true;
        }

        @Override
        public boolean messageComplete() {
            complete = true;
            return true;
        }

        @Override
        public void earlyEOF() {
            bad = true;
        }

        @Override
        public void badMessage(org.eclipse.jetty.http.HttpException failure) {
            bad = true;
        }
    }
}
