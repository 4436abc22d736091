package dev.drydock.web.engineapi;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Carries bytes between a hijacked connection and a process until one of them ends. Neither direction buffers: who does
 * not read holds the other side back.
 */
final class AttachSession implements Runnable {
    private static final int INPUT_BYTES = 16 * 1024;
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final AttachWire wire;
    private final Attachment attachment;
    private final Options options;
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    /**
     * What of the process a client takes part in.
     *
     * @param closesInput the client's end of input ends the process's input; otherwise it detaches the client
     * @param detachKeys only looked for when there is a terminal
     */
    record Options(
            boolean terminal,
            boolean stdin,
            boolean stdout,
            boolean stderr,
            boolean closesInput,
            DetachKeys detachKeys) {
        boolean wants(StreamType stream) {
            return switch (stream) {
                case STDOUT -> stdout;
                case STDERR -> stderr;
            };
        }
    }

    AttachSession(AttachWire wire, Attachment attachment, Options options) {
        this.wire = wire;
        this.attachment = attachment;
        this.options = options;
    }

    /** Input that came before the connection was handed over. */
    void received(ByteBuffer bytes) {
        wire.received(bytes);
    }

    @Override
    public void run() {
        Thread input = Thread.ofVirtual().name("attach-input").start(this::pumpInput);
        try (attachment) {
            pumpOutput();
        } catch (IOException e) {
            // The client left, or the attachment was closed under the reader: either way this session is over.
            wire.close();
        }
        outputEnded.countDown();
        wire.end();
        try {
            input.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wire.close();
    }

    private void pumpOutput() throws IOException {
        while (true) {
            switch (attachment.read()) {
                case StreamEvent.Output output -> {
                    if (options.wants(output.stream())) {
                        wire.write(output.stream(), output.bytes());
                    }
                }
                case StreamEvent.CaughtUp _ -> {}
                case StreamEvent.Ended _ -> {
                    return;
                }
            }
        }
    }

    private void pumpInput() {
        try {
            boolean detached = passInput();
            boolean closes = !detached && options.stdin && options.closesInput;
            if (closes) {
                attachment.closeInput();
            }
            if (detached || (options.stdin && !closes) || !wire.isListening()) {
                wire.close();
            } else {
                watchSilentClient();
            }
        } catch (IOException e) {
            drainInput();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns true when the client typed the detach keys, false when it sent all that it has. */
    private boolean passInput() throws IOException {
        DetachKeys.Scanner keys = options.detachKeys.scanner();
        ByteBuffer buffer = ByteBuffer.allocate(INPUT_BYTES);
        while (!keys.isFound() && wire.read(buffer)) {
            ByteBuffer input = options.terminal ? keys.pass(buffer) : buffer;
            if (options.stdin && input.hasRemaining()) {
                attachment.write(input);
            }
        }
        return keys.isFound();
    }

    /**
     * After the client's end of input one cannot tell a client that listens from one that is gone, except by writing: with
     * frames an empty one does no harm.
     */
    private void watchSilentClient() throws IOException, InterruptedException {
        while (!outputEnded.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
            wire.beat();
        }
    }

    /** The process takes no more input: what the client still sends is dropped, until it closes. */
    private void drainInput() {
        ByteBuffer buffer = ByteBuffer.allocate(INPUT_BYTES);
        try {
            boolean more;
            do {
                more = wire.read(buffer);
            } while (more);
            if (!wire.isListening()) {
                wire.close();
            }
        } catch (IOException e) {
            wire.close();
        }
    }
}
