package dev.drydock.sandbox.labd;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to the ends of a lab's processes on a thread of its own. Closing it ends the thread. */
public final class ExitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);

    private final FrameChannel channel;
    private final Consumer<ExitReport> listener;
    private final Runnable lost;
    private volatile boolean closed;

    ExitWatch(FrameChannel channel, Consumer<ExitReport> listener, Runnable lost) {
        this.channel = channel;
        this.listener = listener;
        this.lost = lost;
    }

    void start() {
        Thread.ofVirtual().name("exits").start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                FrameChannel.Received frame = channel.read();
                if (frame.is(FrameType.EXITED)) {
                    deliver(ExitReport.of(frame.fields()));
                }
            }
        } catch (IOException | SystemFailure e) {
            channel.close();
            if (!closed) {
                lost.run();
            }
        }
    }

    /** Each on a thread of its own: the engine's work on one end must not hold up the next. */
    private void deliver(ExitReport report) {
        Thread.ofVirtual().name("exit-" + report.id()).start(() -> run(report));
    }

    @SuppressWarnings("IllegalCatch") // top of a thread
    private void run(ExitReport report) {
        try {
            listener.accept(report);
        } catch (RuntimeException e) {
            LOG.error("the end of {} could not be handled", report.id(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        channel.close();
    }
}
