package dev.drydock.web.engineapi;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of what is kept, while it is being read. */
final class LogTail {
    /** A request holds no more than this; what a longer tail has before it is left out. */
    private static final int LIMIT_BYTES = 1024 * 1024;

    /** What a line takes beside its text. */
    private static final int LINE_BYTES = 128;

    private final long limit;
    private final Deque<LogLines.Line> lines = new ArrayDeque<>();
    private long complete;
    private long bytes;

    /** @param limit how many lines are wanted */
    LogTail(long limit) {
        this.limit = limit;
    }

    void add(LogLines.Line line) {
        lines.addLast(line);
        bytes += size(line);
        complete += line.isComplete() ? 1 : 0;
        while (complete > limit || bytes > LIMIT_BYTES) {
            LogLines.Line first = lines.removeFirst();
            bytes -= size(first);
            complete -= first.isComplete() ? 1 : 0;
        }
    }

    private static int size(LogLines.Line line) {
        return LINE_BYTES + line.bytes().remaining();
    }

    /** Gives away the lines, oldest first. */
    <E extends Exception> void drain(LogLines.Sink<E> sink) throws E {
        while (!lines.isEmpty()) {
            sink.accept(lines.removeFirst());
        }
    }
}
