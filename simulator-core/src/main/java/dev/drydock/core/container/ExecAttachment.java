package dev.drydock.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The attachment of the client that started an exec; tells when the client has left. Its end comes after the exit code is
 * known: clients ask for that as soon as the streams have ended.
 */
final class ExecAttachment implements Attachment {
    private final Attachment attachment;
    private final Runnable untilEnded;
    private final Runnable onClose;

    /** @param untilEnded returns when the exit code is known */
    ExecAttachment(Attachment attachment, Runnable untilEnded, Runnable onClose) {
        this.attachment = attachment;
        this.untilEnded = untilEnded;
        this.onClose = onClose;
    }

    @Override
    public StreamEvent read() throws IOException {
        StreamEvent event = attachment.read();
        if (event instanceof StreamEvent.Ended) {
            untilEnded.run();
        }
        return event;
    }

    @Override
    public void write(ByteBuffer input) throws IOException {
        attachment.write(input);
    }

    @Override
    public void closeInput() throws IOException {
        attachment.closeInput();
    }

    @Override
    public void close() {
        attachment.close();
        onClose.run();
    }
}
