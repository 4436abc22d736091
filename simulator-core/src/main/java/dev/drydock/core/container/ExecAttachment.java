package dev.drydock.core.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The attachment of the client that started an exec; tells when the client has left. */
final class ExecAttachment implements Attachment {
    private final Attachment attachment;
    private final Runnable onClose;

    ExecAttachment(Attachment attachment, Runnable onClose) {
        this.attachment = attachment;
        this.onClose = onClose;
    }

    @Override
    public StreamEvent read() throws IOException {
        return attachment.read();
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
