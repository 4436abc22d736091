package dev.drydock.web.engineapi;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** In place of a process that could not be started: says one sentence on standard output and ends. */
final class SentenceAttachment implements Attachment {
    private final String sentence;
    private boolean said;

    SentenceAttachment(String sentence) {
        this.sentence = sentence;
    }

    @Override
    public StreamEvent read() {
        if (said) {
            return new StreamEvent.Ended();
        }
        said = true;
        ByteBuffer bytes = ByteBuffer.wrap(sentence.getBytes(StandardCharsets.UTF_8));
        return new StreamEvent.Output(StreamType.STDOUT, Instant.EPOCH, bytes);
    }

    @Override
    public void write(ByteBuffer input) {
        input.position(input.limit());
    }

    @Override
    public void closeInput() {
        // Nobody reads it.
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
