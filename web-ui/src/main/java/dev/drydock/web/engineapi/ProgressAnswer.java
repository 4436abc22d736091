package dev.drydock.web.engineapi;

import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.ProgressLine;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer of lines that tell how something gets on. It begins with its first line: what fails before is an answer with a
 * status, what fails later a line. Safe for use by several threads. Writing fails when the client has hung up.
 */
final class ProgressAnswer implements AutoCloseable {
    private final Context context;
    private final Runnable onGone;
    private @Nullable StreamAnswer answer;

    /** @param onGone called when the client hung up, on any thread */
    ProgressAnswer(Context context, Runnable onGone) {
        this.context = context;
        this.onGone = onGone;
    }

    /** What fills it. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Runs the work to its end; an error after the first line is the last line. */
    void run(Work work) throws IOException {
        run(work, false);
    }

    /** As {@link #run}; an error is a line also when it is the first. */
    void runWhole(Work work) throws IOException {
        run(work, true);
    }

    private void run(Work work, boolean isWhole) throws IOException {
        try {
            work.run();
        } catch (EngineException e) {
            if (!isWhole && !hasBegun()) {
                throw e;
            }
            write(ProgressLine.error(String.valueOf(e.getMessage())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private synchronized boolean hasBegun() {
        return answer != null;
    }

    /** Sends a line; waits while the client does not read. */
    synchronized void write(ProgressLine line) {
        try {
            if (answer == null) {
                answer = StreamAnswer.start(context, "application/json", onGone);
            }
            answer.write(Json.line(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (answer != null) {
            answer.close();
        }
    }
}
