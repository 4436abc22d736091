package dev.drydock.sandbox.labd;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.nio.ByteBuffer;

/** The unit of the protocol: {@code u32 length, u16 type, u16 descriptors}, then the payload. */
final class Frame {
    static final int HEADER = 8;
    static final int PAYLOAD_LIMIT = 1024 * 1024;

    private Frame() {}

    static byte[] encode(FrameType type, byte[] payload, int descriptors) {
        return encode(type, ByteBuffer.wrap(payload), descriptors).array();
    }

    /** A frame ready to be written; the payload is copied. */
    static ByteBuffer encode(FrameType type, ByteBuffer payload, int descriptors) {
        if (payload.remaining() > PAYLOAD_LIMIT) {
            throw new IllegalArgumentException("a frame holds at most 1 MiB, not " + payload.remaining() + " bytes");
        }
        return ByteBuffer.allocate(HEADER + payload.remaining())
                .putInt(payload.remaining())
                .putShort((short) type.number())
                .putShort((short) descriptors)
                .put(payload.duplicate())
                .flip();
    }

    /** The first part of a frame. */
    record Header(int length, int type) {
        static Header parse(ByteBuffer bytes) {
            int length = bytes.getInt();
            int type = Short.toUnsignedInt(bytes.getShort());
            if (length < 0 || length > PAYLOAD_LIMIT) {
                throw new SystemFailure("labd: a frame of " + length + " bytes");
            }
            return new Header(length, type);
        }

        boolean is(FrameType expected) {
            return type == expected.number();
        }
    }
}
