package dev.drydock.web.terminal;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.labhost.NoRoom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser at one terminal. Two threads: one takes output from the lab host to the browser, one takes input to the
 * lab host, so that a program which does not read keeps neither output nor new sizes back.
 */
final class TerminalSession {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalSession.class);
    private static final int PIECE = 32 * 1024;
    private static final int WINDOW = 512 * 1024;
    private static final int QUEUED_INPUTS = 32;
    private static final int PATIENCE_SECONDS = 10;
    private static final String CAUGHT_UP = "caught-up";
    private static final String ENDED = "ended";

    private final Session socket;
    private final CompletableFuture<Attachment> opening;
    private final Consumer<TerminalSize> resize;
    private final FlowWindow window = new FlowWindow(WINDOW);
    private final BlockingQueue<ByteBuffer> inputs = new ArrayBlockingQueue<>(QUEUED_INPUTS);
    private final Thread output;
    private final Thread input;

    /** @param opening the terminal, perhaps of a lab host that is still to start; input waits for it */
    TerminalSession(Session socket, CompletableFuture<Attachment> opening, Consumer<TerminalSize> resize) {
        this.socket = socket;
        this.opening = opening;
        this.resize = resize;
        this.output = Thread.ofVirtual().name("terminal-output").unstarted(this::carryOutput);
        this.input = Thread.ofVirtual().name("terminal-input").unstarted(this::carryInput);
    }

    void start() {
        output.start();
        input.start();
    }

    /** Takes one frame of the browser; waits a while when the terminal takes no input. */
    void receive(ByteBuffer bytes) throws InterruptedException {
        switch (ClientFrame.parse(bytes)) {
            case ClientFrame.Input(ByteBuffer typed) -> {
                if (!inputs.offer(typed, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    close(StatusCode.POLICY_VIOLATION, "nothing reads so much input");
                }
            }
            case ClientFrame.Resize(TerminalSize size) -> resize.accept(size);
            case ClientFrame.Shown(long shown) -> window.shown(shown);
        }
    }

    /** Ends both threads; the terminal's shell goes on. */
    void close() {
        window.close();
        input.interrupt();
        var _ = opening.thenAccept(Attachment::close);
    }

    private void close(int status, String reason) {
        socket.close(status, reason, Callback.NOOP);
        close();
    }

    private void carryOutput() {
        try (Attachment terminal = opening.get()) {
            boolean isOpen = true;
            while (isOpen) {
                isOpen = carry(terminal.read());
            }
        } catch (ExecutionException e) {
            notOpened(e);
        } catch (IOException e) {
            if (socket.isOpen()) {
                LOG.warn("a terminal was lost", e);
            }
            close(StatusCode.SERVER_ERROR, "the terminal was lost");
        } catch (InterruptedException e) {
            close(StatusCode.SHUTDOWN, "the server stops");
        }
    }

    private void notOpened(ExecutionException failure) {
        if (failure.getCause() instanceof NoRoom full) {
            LOG.info("a terminal is not opened: {}", full.getMessage());
            close(StatusCode.TRY_AGAIN_LATER, full.reason().word());
        } else if (failure.getCause() instanceof NotFound gone) {
            close(StatusCode.POLICY_VIOLATION, String.valueOf(gone.getMessage()));
        } else {
            LOG.error("a terminal could not be opened", failure.getCause());
            close(StatusCode.SERVER_ERROR, "the lab host did not start");
        }
    }

    /** Returns whether there may be more. */
    private boolean carry(StreamEvent event) throws IOException, InterruptedException {
        return switch (event) {
            case StreamEvent.Output output -> send(output.bytes());
            case StreamEvent.CaughtUp _ -> send(CAUGHT_UP);
            case StreamEvent.Ended _ -> {
                send(ENDED);
                close(StatusCode.NORMAL, ENDED);
                yield false;
            }
        };
    }

    private boolean send(ByteBuffer bytes) throws IOException, InterruptedException {
        while (bytes.hasRemaining()) {
            int size = Math.min(PIECE, bytes.remaining());
            if (!window.take(size)) {
                return false;
            }
            ByteBuffer piece = bytes.slice(bytes.position(), size);
            await(Callback.Completable.with(sent -> socket.sendBinary(piece, sent)));
            bytes.position(bytes.position() + size);
        }
        return true;
    }

    private boolean send(String word) throws IOException, InterruptedException {
        await(Callback.Completable.with(sent -> socket.sendText(word, sent)));
        return true;
    }

    private static void await(Callback.Completable sent) throws IOException, InterruptedException {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new IOException("send to a browser", e.getCause());
        }
    }

    private void carryInput() {
        try {
            Attachment terminal = opening.get();
            while (true) {
                terminal.write(inputs.take());
            }
        } catch (IOException | ExecutionException e) {
            LOG.debug("a terminal takes no more input", e);
        } catch (InterruptedException e) {
            LOG.trace("a terminal's browser has gone", e);
        }
    }
}
