package dev.drydock.web.engineapi;

import dev.drydock.core.container.StreamType;
import java.nio.ByteBuffer;

/** How standard output and standard error share one connection. */
enum OutputFormat {
    /** The bytes as they are: a terminal has one output only. */
    RAW("application/vnd.docker.raw-stream") {
        @Override
        ByteBuffer[] frame(StreamType stream, ByteBuffer bytes) {
            return new ByteBuffer[] {bytes};
        }
    },
    /** Each piece behind a header: stream number, three zero bytes, length in four bytes, big-endian. */
    MULTIPLEXED("application/vnd.docker.multiplexed-stream") {
        @Override
        ByteBuffer[] frame(StreamType stream, ByteBuffer bytes) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            header.put((byte) stream.number())
                    .put(new byte[3])
                    .putInt(bytes.remaining())
                    .flip();
            return new ByteBuffer[] {header, bytes};
        }
    };

    private static final int HEADER_BYTES = 8;
    private static final ApiVersion FIRST_TO_NAME_IT = new ApiVersion(1, 42);

    private final String mediaType;

    OutputFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static OutputFormat of(boolean terminal) {
        return terminal ? RAW : MULTIPLEXED;
    }

    /** Clients older than 1.42 know no other name than that of the raw stream. */
    String mediaType(ApiVersion version) {
        return version.compareTo(FIRST_TO_NAME_IT) < 0 ? RAW.mediaType : mediaType;
    }

    abstract ByteBuffer[] frame(StreamType stream, ByteBuffer bytes);
}
