package dev.drydock.core.simulated;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Standard streams of one process: its kept output, its input, and who is attached. They outlive runs of the process. */
final class SimulatedStreams {
    static final int KEPT_BYTES = 1 << 20;
    private static final int PIPE_BYTES = 1 << 16;
    private final Monitor monitor;
    private final InstantSource clock;
    private final Deque<StreamEvent.Output> kept = new ArrayDeque<>();
    private final Deque<Byte> input = new ArrayDeque<>();
    private final List<SimulatedAttachment> attachments = new ArrayList<>();
    private @Nullable LineDiscipline terminal;
    private long firstKept;
    private int keptBytes;
    private boolean inputClosed;
    private boolean ended;

    SimulatedStreams(Monitor monitor, InstantSource clock) {
        this.monitor = monitor;
        this.clock = clock;
    }

    Monitor monitor() {
        return monitor;
    }

    /** A run begins. */
    void begin(@Nullable LineDiscipline discipline, boolean hasInput) {
        monitor.change(() -> {
            terminal = discipline;
            ended = false;
            inputClosed = !hasInput || inputClosed;
            if (!hasInput) {
                input.clear();
            } else if (discipline != null) {
                byte[] early = takeInput(input.size());
                discipline.typed(early, this);
            }
        });
    }

    /** The run has ended. */
    void end() {
        monitor.change(() -> {
            ended = true;
            input.clear();
            inputClosed = false;
            terminal = null;
        });
    }

    boolean isEnded() {
        return ended;
    }

    /** Adds output; waits while a lossless client is so far behind that it would lose some. */
    void write(StreamType stream, byte[] bytes, BooleanSupplier givesUp) {
        monitor.change(() -> {
            LineDiscipline discipline = terminal;
            byte[] shown = discipline == null ? bytes : LineDiscipline.shown(bytes);
            StreamType target = discipline == null ? stream : StreamType.STDOUT;
            monitor.awaitUntil(() -> givesUp.getAsBoolean() || makeRoom(shown.length));
            kept.addLast(new StreamEvent.Output(target, clock.instant(), ByteBuffer.wrap(shown)));
            keptBytes += shown.length;
        });
    }

    /** Drops the oldest output that no lossless client still has to get. */
    private boolean makeRoom(int bytes) {
        long needed = attachments.stream()
                .filter(SimulatedAttachment::isLossless)
                .mapToLong(SimulatedAttachment::position)
                .min()
                .orElse(Long.MAX_VALUE);
        while (keptBytes + bytes > KEPT_BYTES && !kept.isEmpty() && firstKept < needed) {
            keptBytes -= kept.removeFirst().bytes().remaining();
            firstKept++;
        }
        return keptBytes + bytes <= KEPT_BYTES || kept.isEmpty();
    }

    Attachment attach(AttachRequest request) {
        return monitor.locked(() -> {
            long end = firstKept + kept.size();
            SimulatedAttachment attachment =
                    new SimulatedAttachment(this, request, request.fromStart() ? firstKept : end, end);
            attachments.add(attachment);
            return attachment;
        });
    }

    void detach(SimulatedAttachment attachment) {
        monitor.change(() -> attachments.remove(attachment));
    }

    long firstKept() {
        return firstKept;
    }

    /** The output with this number, or null when it is not there yet. */
    StreamEvent.@Nullable Output output(long number) {
        int index = (int) (number - firstKept);
        if (index >= kept.size()) {
            return null;
        }
        // Readers are almost always at the newest end.
        var fromEnd = kept.descendingIterator();
        StreamEvent.Output found = fromEnd.next();
        for (int skip = kept.size() - 1 - index; skip > 0; skip--) {
            found = fromEnd.next();
        }
        return new StreamEvent.Output(
                found.stream(), found.time(), found.bytes().duplicate());
    }

    /** Called with the monitor's lock held; waits while the pipe is full. */
    void type(byte[] bytes) {
        LineDiscipline discipline = terminal;
        if (discipline != null) {
            discipline.typed(bytes, this);
            return;
        }
        for (byte b : bytes) {
            monitor.awaitUntil(() -> input.size() < PIPE_BYTES || inputClosed);
            if (!inputClosed) {
                input.addLast(b);
            }
        }
    }

    /** What the terminal has ready for the process. */
    void deliver(byte[] bytes) {
        for (byte b : bytes) {
            input.addLast(b);
        }
    }

    void closeInput() {
        monitor.change(() -> inputClosed = true);
    }

    void reopenInput() {
        inputClosed = false;
    }

    boolean hasTerminal() {
        return terminal != null;
    }

    boolean hasInput() {
        return !input.isEmpty();
    }

    boolean isInputClosed() {
        return inputClosed;
    }

    byte[] takeInput(int limit) {
        byte[] bytes = new byte[Math.min(limit, input.size())];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = input.removeFirst();
        }
        return bytes;
    }
}
