package dev.drydock.web.engineapi;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries bytes between a hijacked connection and a process until one of them ends. Neither direction buffers: who does
 * not read holds the other side back.
 */
final class AttachSession implements Runnable {
    private static final int INPUT_BYTES = 16 * 1024;
    /** How long a client may take to close its end after the output ended. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final LabEndPoint endPoint;
    private final Attachment attachment;
    private final Options options;
    private final ReentrantLock writing = new ReentrantLock();
    private final CountDownLatch outputEnded = new CountDownLatch(1);
    private byte[] early = {};

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

    AttachSession(LabEndPoint endPoint, Attachment attachment, Options options) {
        this.endPoint = endPoint;
        this.attachment = attachment;
        this.options = options;
    }

    /** Input that came before the connection was handed over. */
    void received(byte[] bytes) {
        early = bytes;
    }

    @Override
    public void run() {
        Thread input = Thread.ofVirtual().name("attach-input").start(this::pumpInput);
        try (attachment) {
            pumpOutput();
        } catch (IOException e) {
            // The client left, or the attachment was closed under the reader: either way this session is over.
            endPoint.close();
        }
        outputEnded.countDown();
        // Closed with unread input the peer would see a reset instead of the end, so it is given time to close first.
        endPoint.shutdownOutput();
        endPoint.setIdleTimeout(LINGER.toMillis());
        try {
            input.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endPoint.close();
    }

    private void pumpOutput() throws IOException {
        OutputFormat format = OutputFormat.of(options.terminal);
        while (true) {
            switch (attachment.read()) {
                case StreamEvent.Output output -> {
                    if (options.wants(output.stream())) {
                        write(format.frame(output.stream(), output.bytes()));
                    }
                }
                case StreamEvent.CaughtUp _ -> {}
                case StreamEvent.Ended _ -> {
                    return;
                }
            }
        }
    }

    private void write(ByteBuffer... frame) throws IOException {
        writing.lock();
        try {
            endPoint.writeAll(frame);
        } finally {
            writing.unlock();
        }
    }

    private void pumpInput() {
        try {
            boolean detached = passInput();
            if (detached || (options.stdin && !options.closesInput)) {
                endPoint.close();
            } else {
                if (options.stdin) {
                    attachment.closeInput();
                }
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
        ByteBuffer next = ByteBuffer.wrap(early);
        do {
            ByteBuffer input = options.terminal ? keys.pass(next) : next;
            if (options.stdin && input.hasRemaining()) {
                attachment.write(input);
            }
            next = buffer;
        } while (!keys.isFound() && endPoint.read(buffer));
        return keys.isFound();
    }

    /**
     * After the client's end of input one cannot tell a client that listens from one that is gone, except by writing: with
     * frames an empty one does no harm.
     */
    private void watchSilentClient() throws IOException, InterruptedException {
        while (!outputEnded.await(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!options.terminal) {
                write(OutputFormat.MULTIPLEXED.frame(StreamType.STDOUT, ByteBuffer.allocate(0)));
            }
        }
    }

    /** The process takes no more input: what the client still sends is dropped, until it closes. */
    private void drainInput() {
        ByteBuffer buffer = ByteBuffer.allocate(INPUT_BYTES);
        try {
            boolean more;
            do {
                more = endPoint.read(buffer);
            } while (more);
        } catch (IOException e) {
            endPoint.close();
        }
    }
}
