package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.fail;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads what a process writes and types for it. */
public final class Screen implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Attachment attachment;
    private final StringBuilder text = new StringBuilder();
    private int seen;

    public Screen(Attachment attachment) {
        this.attachment = attachment;
    }

    public void type(String input) throws IOException {
        attachment.write(ByteBuffer.wrap(input.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits for this text in what was not waited for yet, and answers everything up to its end. */
    public String waitFor(String expected) {
        while (text.indexOf(expected, seen) < 0) {
            if (!(next() instanceof StreamEvent.Output output)) {
                continue;
            }
            text.append(StandardCharsets.UTF_8.decode(output.bytes()));
        }
        int end = text.indexOf(expected, seen) + expected.length();
        String answer = text.substring(seen, end);
        seen = end;
        return answer;
    }

    /** Everything until the process has ended. */
    public String toEnd() {
        while (true) {
            switch (next()) {
                case StreamEvent.Output output -> text.append(StandardCharsets.UTF_8.decode(output.bytes()));
                case StreamEvent.CaughtUp _ -> {}
                case StreamEvent.Ended _ -> {
                    return text.toString();
                }
            }
        }
    }

    private StreamEvent next() {
        CompletableFuture<StreamEvent> event = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                event.complete(attachment.read());
            } catch (IOException e) {
                event.completeExceptionally(e);
            }
        });
        try {
            return event.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return fail("nothing more came; so far: " + text.substring(seen), e);
        } catch (InterruptedException | ExecutionException e) {
            return fail("the stream broke off; so far: " + text.substring(seen), e);
        }
    }

    @Override
    public void close() {
        attachment.close();
    }
}
