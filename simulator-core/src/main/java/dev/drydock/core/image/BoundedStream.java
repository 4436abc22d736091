package dev.drydock.core.image;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes bytes as long as there is room, which others use up, too: a file with holes can be larger than any disk. */
final class BoundedStream extends FilterOutputStream {
    /** So many bytes are taken before the room is looked at again. */
    private static final long STEP = 4L << 20;

    private final ImageRoom room;
    private long unchecked;

    BoundedStream(OutputStream out, ImageRoom room) {
        super(out);
        this.room = room;
        this.unchecked = STEP;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int bytes) {
        unchecked += bytes;
        if (unchecked >= STEP) {
            room.check(bytes);
            unchecked = 0;
        }
    }
}
