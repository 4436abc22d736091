package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An attachment to the next run of a container that has ended: {@code docker start --attach} attaches before it starts.
 * Output of earlier runs is left out.
 */
final class DeferredAttachment implements Attachment {
    private final AttachRequest request;
    private final CompletableFuture<Attachment> connected = new CompletableFuture<>();
    private final CompletableFuture<Instant> startedAt = new CompletableFuture<>();

    DeferredAttachment(AttachRequest request) {
        this.request = request;
    }

    /** The run has begun. Its output is kept, so nothing is lost between the start and this. */
    void connect(ContainerRuntime runtime, ContainerId id, Instant started) {
        startedAt.complete(started);
        try {
            Attachment attachment =
                    runtime.attach(id, new AttachRequest(true, true, request.stdin(), request.lossless()));
            if (!connected.complete(attachment)) {
                attachment.close();
            }
        } catch (EngineException e) {
            // The container runs all the same; only this client has lost it.
            connected.completeExceptionally(e);
        }
    }

    @Override
    public StreamEvent read() throws IOException {
        Attachment attachment = attachment();
        Instant from = startedAt.join();
        StreamEvent event = attachment.read();
        while (event instanceof StreamEvent.Output output && output.time().isBefore(from)) {
            event = attachment.read();
        }
        return event;
    }

    @Override
    public void write(ByteBuffer input) throws IOException {
        attachment().write(input);
    }

    @Override
    public void closeInput() throws IOException {
        attachment().closeInput();
    }

    private Attachment attachment() throws IOException {
        try {
            return connected.join();
        } catch (CancellationException | CompletionException e) {
            throw new IOException("the attachment was closed", e);
        }
    }

    @Override
    public void close() {
        if (!connected.cancel(false) && !connected.isCompletedExceptionally()) {
            connected.join().close();
        }
    }
}
