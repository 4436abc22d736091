package dev.drydock.sandbox.disk;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcFiles;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A copy of a sparse file, in two rounds: the first while others write to it, the second, which writes only what has
 * changed since, while nobody does. What the file has as holes the copy has, too. Whatever somebody has put into a file
 * system in it, to the copy it is bytes.
 */
public final class DiskCopy implements AutoCloseable {
    private static final int PIECE = 1 << 20;

    private final Path from;
    private final Path to;
    private final FileChannel source;
    private final FileChannel target;

    private DiskCopy(Path from, Path to, FileChannel source, FileChannel target) {
        this.from = from;
        this.to = to;
        this.source = source;
        this.target = target;
    }

    /** Begins a copy to a file that is not there; nothing is copied yet. */
    static DiskCopy of(Path from, Path to) {
        try {
            FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
            try {
                return new DiskCopy(
                        from,
                        to,
                        source,
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
            } catch (IOException e) {
                source.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(from, to, e);
        }
    }

    /** Copies a whole file that nobody writes to, safe on the machine's disk when this returns. */
    public static void copy(Path from, Path to) {
        try (DiskCopy copy = of(from, to)) {
            copy.prepare();
            copy.settle();
        }
    }

    /** Bytes that are to be copied: without holes. */
    public long bytes() {
        return bytes(from);
    }

    /** What a sparse file takes of the machine's disk. */
    public static long bytes(Path file) {
        return parts(file).stream().mapToLong(Part::length).sum();
    }

    /** The first round. */
    public void prepare() {
        run(() -> {
            for (Part part : parts(from)) {
                transfer(part);
            }
            // Holes at the end count for its size.
            if (target.size() < source.size()) {
                target.write(ByteBuffer.allocate(1), source.size() - 1);
            }
        });
    }

    private void transfer(Part part) throws IOException {
        target.position(part.start());
        long done = 0;
        while (done < part.length()) {
            long sent = source.transferTo(part.start() + done, part.length() - done, target);
            if (sent <= 0) {
                // Shorter than it was: the second round takes what there is.
                return;
            }
            done += sent;
        }
    }

    /** The second round, while nobody writes to the file. */
    public void complete() {
        run(() -> {
            ByteBuffer now = ByteBuffer.allocateDirect(PIECE);
            ByteBuffer before = ByteBuffer.allocateDirect(PIECE);
            for (Part part : parts(from)) {
                for (long at = part.start(); at < part.end(); at += PIECE) {
                    int size = (int) Math.min(PIECE, part.end() - at);
                    read(source, now, at, size);
                    read(target, before, at, size);
                    if (now.mismatch(before) >= 0) {
                        write(now, at);
                    }
                }
            }
        });
    }

    private static void read(FileChannel file, ByteBuffer buffer, long at, int size) throws IOException {
        buffer.clear().limit(size);
        while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) >= 0) {
            // Until all of it is there.
        }
        buffer.flip();
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        int start = bytes.position();
        while (bytes.hasRemaining()) {
            target.write(bytes, at + bytes.position() - start);
        }
    }

    /** Returns when the copy is safe on the machine's disk. */
    public void settle() {
        run(() -> target.force(true));
    }

    private static List<Part> parts(Path file) {
        return BlockingCalls.run(() -> {
            List<Part> parts = new ArrayList<>();
            try (Descriptor holes = Descriptor.open(file, Libc.O_RDONLY)) {
                OptionalLong start = LibcFiles.data(holes.number(), 0);
                while (start.isPresent()) {
                    long end = LibcFiles.hole(holes.number(), start.getAsLong());
                    parts.add(new Part(start.getAsLong(), end));
                    start = LibcFiles.data(holes.number(), end);
                }
            }
            return parts;
        });
    }

    /** Where the file has content. */
    private record Part(long start, long end) {
        long length() {
            return end - start;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Work work) {
        BlockingCalls.run(() -> {
            try {
                work.run();
                return to;
            } catch (IOException e) {
                throw failure(from, to, e);
            }
        });
    }

    private static SystemFailure failure(Path from, Path to, IOException cause) {
        return new SystemFailure("cannot copy " + from + " to " + to + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        run(() -> {
            source.close();
            target.close();
        });
    }
}
