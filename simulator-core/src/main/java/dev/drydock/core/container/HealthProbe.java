package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.GoDuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One probe of a container's health: an exec whose output and exit code count. */
final class HealthProbe {
    private static final int OUTPUT_LIMIT = 4096;
    private static final int NO_EXIT_CODE = -1;

    private final Execs execs;
    private final InstantSource clock;
    private final Duration timeout;
    private @Nullable ExecId exec;
    private boolean unwanted;
    private boolean expired;

    HealthProbe(Execs execs, InstantSource clock, Duration timeout) {
        this.execs = execs;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Ends it because it takes too long. */
    synchronized void expire() {
        expired = true;
        cancel();
    }

    /** Ends it, also when it has not begun yet. */
    synchronized void cancel() {
        unwanted = true;
        if (exec != null) {
            execs.kill(exec);
        }
    }

    private synchronized void started(ExecId id) {
        exec = id;
        if (unwanted) {
            cancel();
        }
    }

    private synchronized boolean isExpired() {
        return expired;
    }

    /** Returns when the program has ended. */
    Health.Result run(Container container, ProcessSpec process) {
        Instant start = clock.instant();
        try {
            Exec created = execs.create(container.id().value(), process, Exec.Client.ALL);
            try {
                Output output = new Output();
                output.collect(
                        execs.start(created.id().value(), TerminalSize.UNKNOWN, false), () -> started(created.id()));
                return result(start, execs.find(created.id().value()), output.text());
            } finally {
                execs.forget(created.id());
            }
        } catch (EngineException | IOException e) {
            return new Health.Result(start, clock.instant(), NO_EXIT_CODE, String.valueOf(e.getMessage()));
        }
    }

    private Health.Result result(Instant start, Exec ended, String output) {
        if (isExpired()) {
            String sentence = "Health check exceeded timeout (" + GoDuration.text(timeout) + ")";
            String message = output.isEmpty() ? sentence : sentence + ": " + output;
            return new Health.Result(start, clock.instant(), NO_EXIT_CODE, message);
        }
        int exitCode = ended.status().map(ExitStatus::code).orElse(NO_EXIT_CODE);
        return new Health.Result(start, clock.instant(), exitCode, output);
    }

    /** The beginning of what a probe wrote, to either stream. */
    private static final class Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean truncated;

        void collect(Attachment attachment, Runnable started) throws IOException {
            try (attachment) {
                started.run();
                boolean more = true;
                while (more) {
                    switch (attachment.read()) {
                        case StreamEvent.Output output -> add(output.bytes());
                        case StreamEvent.CaughtUp _ -> {}
                        case StreamEvent.Ended _ -> more = false;
                    }
                }
            }
        }

        private void add(ByteBuffer more) {
            int taken = Math.min(more.remaining(), OUTPUT_LIMIT - bytes.size());
            truncated |= taken < more.remaining();
            byte[] part = new byte[taken];
            more.get(part);
            bytes.writeBytes(part);
        }

        String text() {
            String text = bytes.toString(StandardCharsets.UTF_8);
            return truncated ? text + "..." : text;
        }
    }
}
