package dev.drydock.web.terminal;

import dev.drydock.core.container.TerminalSize;
import java.nio.ByteBuffer;

/** What a browser sends over a terminal's WebSocket: one byte that names the kind, then its content. */
sealed interface ClientFrame {
    /** Most bytes that one frame may have; browsers cut long pastes. */
    int MAX_BYTES = 16 * 1024 + 1;

    /** Kind 0: what was typed or pasted. */
    record Input(ByteBuffer bytes) implements ClientFrame {}

    /** Kind 1: rows and columns as two unsigned 16-bit numbers, most significant byte first. */
    record Resize(TerminalSize size) implements ClientFrame {}

    /** Kind 2: how many bytes of output have been shown since the last such frame; unsigned, 32 bits. */
    record Shown(long bytes) implements ClientFrame {}

    /**
     * Reads a frame and copies what it needs of it.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static ClientFrame parse(ByteBuffer frame) {
        if (!frame.hasRemaining()) {
            throw new IllegalArgumentException("an empty frame");
        }
        byte kind = frame.get();
        return switch (kind) {
            case 0 -> new Input(copy(frame));
            case 1 -> resize(frame);
            case 2 -> shown(frame);
            default -> throw new IllegalArgumentException("a frame of the unknown kind " + kind);
        };
    }

    private static ByteBuffer copy(ByteBuffer frame) {
        ByteBuffer copy = ByteBuffer.allocate(frame.remaining());
        copy.put(frame).flip();
        return copy;
    }

    private static ClientFrame resize(ByteBuffer frame) {
        requireLength(frame, 2 * Short.BYTES);
        return new Resize(
                new TerminalSize(Short.toUnsignedInt(frame.getShort()), Short.toUnsignedInt(frame.getShort())));
    }

    private static ClientFrame shown(ByteBuffer frame) {
        requireLength(frame, Integer.BYTES);
        return new Shown(Integer.toUnsignedLong(frame.getInt()));
    }

    private static void requireLength(ByteBuffer frame, int bytes) {
        if (frame.remaining() != bytes) {
            throw new IllegalArgumentException("a frame with " + frame.remaining() + " bytes instead of " + bytes);
        }
    }
}
