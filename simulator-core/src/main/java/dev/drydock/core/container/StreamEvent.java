package dev.drydock.core.container;

import java.nio.ByteBuffer;
import java.time.Instant;

/** What an {@link Attachment} delivers, in order. */
public sealed interface StreamEvent {
    /** A piece of output. With a terminal everything is {@link StreamType#STDOUT}. The buffer is the
     * receiver's own. */
    record Output(StreamType stream, Instant time, ByteBuffer bytes) implements StreamEvent {}

    /** Everything written before the attachment was made has been delivered; sent once. */
    record CaughtUp() implements StreamEvent {}

    /** The process has ended and everything it wrote was delivered, or nothing more was asked for. The last event. */
    record Ended() implements StreamEvent {}
}
