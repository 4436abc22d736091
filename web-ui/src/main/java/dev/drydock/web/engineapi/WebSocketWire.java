package dev.drydock.web.engineapi;

import dev.drydock.core.container.StreamType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Configuration.ConfigurationCustomizer;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.internal.Generator;
import org.eclipse.jetty.websocket.core.internal.Parser;

/**
 * Bytes in the frames of RFC 6455. As in Docker, both outputs come as one, and where the client's messages begin and end
 * means nothing. Jetty's parser and generator are used without its sessions, which would read ahead of the process.
 */
final class WebSocketWire implements AttachWire {
    private static final int FRAME_BYTES = 16 * 1024;
    /** How long a client may take to answer the last frame. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final LabEndPoint endPoint;
    private final byte opCode;
    private final Parser parser;
    private final Generator generator = new Generator();
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer raw = BufferUtil.allocate(FRAME_BYTES);
    /** What of a frame did not fit into the reader's buffer. */
    private ByteBuffer payload = BufferUtil.EMPTY_BUFFER;

    private ByteBuffer early = BufferUtil.EMPTY_BUFFER;
    private boolean ended;
    private volatile boolean listening = true;

    /** @param binary whether output comes in binary frames, as from API 1.28 on, or in text frames */
    WebSocketWire(LabEndPoint endPoint, boolean binary) {
        this.endPoint = endPoint;
        this.opCode = binary ? OpCode.BINARY : OpCode.TEXT;
        ConfigurationCustomizer limits = new ConfigurationCustomizer();
        // A longer frame comes in parts, so that its length costs nothing.
        limits.setMaxFrameSize(FRAME_BYTES);
        limits.setAutoFragment(true);
        this.parser = new Parser(ByteBufferPool.NON_POOLING, limits);
    }

    @Override
    public void received(ByteBuffer bytes) {
        early = bytes;
    }

    @Override
    public boolean read(ByteBuffer buffer) throws IOException {
        BufferUtil.clear(buffer);
        while (!payload.hasRemaining()) {
            if (!listening || !fill()) {
                return false;
            }
            parse();
        }
        BufferUtil.append(buffer, payload);
        return true;
    }

    /** Sees to it that there are raw bytes; false when there will be no more. */
    private boolean fill() throws IOException {
        if (raw.hasRemaining()) {
            return true;
        }
        if (early.hasRemaining()) {
            BufferUtil.clear(raw);
            BufferUtil.append(raw, early);
            return true;
        }
        return endPoint.read(raw);
    }

    private void parse() throws IOException {
        try (Frame.Parsed frame = parser.parse(raw)) {
            if (frame != null) {
                accept(frame);
            }
        } catch (MessageTooLargeException e) {
            fail(CloseStatus.MESSAGE_TOO_LARGE, e);
        } catch (WebSocketException e) {
            fail(CloseStatus.PROTOCOL, e);
        }
    }

    private void accept(Frame.Parsed frame) throws IOException {
        if (!frame.isMasked() || frame.hasRsv()) {
            throw new WebSocketException("frames of clients are masked and nothing else");
        }
        frame.demask();
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION ->
                payload = ByteBuffer.wrap(BufferUtil.toArray(frame.getPayload()));
            case OpCode.PING -> send(new Frame(OpCode.PONG, frame.getPayload()));
            case OpCode.CLOSE -> {
                send(CloseStatus.toFrame(CloseStatus.NORMAL));
                listening = false;
            }
            default -> {}
        }
    }

    private void fail(int status, WebSocketException failure) throws IOException {
        send(CloseStatus.toFrame(status));
        listening = false;
        throw new EofException(failure);
    }

    private void send(Frame frame) throws IOException {
        writing.lock();
        try {
            if (ended) {
                throw new EofException("the last frame was sent");
            }
            ended = frame.getOpCode() == OpCode.CLOSE;
            ByteBuffer header = ByteBuffer.allocate(Generator.MAX_HEADER_LENGTH);
            BufferUtil.flipToFlush(header, 0);
            generator.generateHeader(frame, header);
            endPoint.writeAll(header, frame.hasPayload() ? frame.getPayload() : BufferUtil.EMPTY_BUFFER);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void write(StreamType stream, ByteBuffer bytes) throws IOException {
        send(new Frame(opCode, true, bytes));
    }

    @Override
    public void beat() throws IOException {
        send(new Frame(OpCode.PING));
    }

    @Override
    public boolean isListening() {
        return listening;
    }

    @Override
    public void end() {
        try {
            send(CloseStatus.toFrame(CloseStatus.NORMAL));
            endPoint.setIdleTimeout(LINGER.toMillis());
        } catch (IOException e) {
            endPoint.close();
        }
    }

    @Override
    public void close() {
        // While the other thread waits for a client that does not read, there is no room for a last frame either.
        if (writing.tryLock()) {
            try {
                if (!ended) {
                    end();
                }
            } finally {
                writing.unlock();
            }
        }
        endPoint.close();
    }
}
