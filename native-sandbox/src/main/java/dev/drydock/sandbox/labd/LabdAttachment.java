package dev.drydock.sandbox.labd;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A connection to the streams of one process. */
final class LabdAttachment implements Attachment {
    /** Small frames let labd hand over input while more of it is on the way. */
    private static final int INPUT_LIMIT = 16 * 1024;

    private final FrameChannel channel;

    LabdAttachment(FrameChannel channel) {
        this.channel = channel;
    }

    @Override
    public StreamEvent read() throws IOException {
        while (true) {
            FrameChannel.Received frame = channel.read();
            if (frame.is(FrameType.OUTPUT)) {
                return output(frame.payload());
            }
            if (frame.is(FrameType.CAUGHT_UP)) {
                return new StreamEvent.CaughtUp();
            }
            if (frame.is(FrameType.ENDED)) {
                return new StreamEvent.Ended();
            }
            if (frame.is(FrameType.LOST)) {
                return lost(frame.payload().getLong());
            }
            // SKIPPED: this client chose to miss what it is too slow for. Anything else is of a newer labd.
        }
    }

    private static StreamEvent output(ByteBuffer frame) {
        Instant time = Times.of(frame.getLong());
        StreamType type = frame.get() == StreamType.STDERR.number() ? StreamType.STDERR : StreamType.STDOUT;
        return new StreamEvent.Output(type, time, frame.slice());
    }

    /** Said where it is missing, so that nobody takes the output for whole. */
    private static StreamEvent lost(long bytes) {
        String sentence = "\r\n[" + bytes + " bytes of output are missing here: the disk of the lab host was full]\r\n";
        return new StreamEvent.Output(
                StreamType.STDERR, Instant.now(), ByteBuffer.wrap(sentence.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void write(ByteBuffer input) throws IOException {
        while (input.hasRemaining()) {
            int length = Math.min(input.remaining(), INPUT_LIMIT);
            channel.write(FrameType.INPUT, input.slice(input.position(), length));
            input.position(input.position() + length);
        }
    }

    @Override
    public void closeInput() throws IOException {
        channel.write(FrameType.INPUT_END, ByteBuffer.allocate(0));
    }

    @Override
    public void close() {
        channel.close();
    }
}
