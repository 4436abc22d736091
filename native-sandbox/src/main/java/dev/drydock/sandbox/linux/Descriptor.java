package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcFiles;
import dev.drydock.sandbox.libc.SyscallException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file descriptor that belongs to whoever holds this object. Closing it twice is harmless. */
public final class Descriptor implements AutoCloseable {
    private static final int LEAST_FRESH = 1024;
    private static final int FRESH_NUMBERS = 8 * 1024;
    private static final AtomicInteger FRESH = new AtomicInteger();

    private final int number;
    private final AtomicBoolean open = new AtomicBoolean(true);

    public Descriptor(int number) {
        this.number = number;
    }

    /** Opens a file that exists. */
    public static Descriptor open(Path path, int flags) {
        return new Descriptor(Libc.openat(Libc.AT_FDCWD, FileNames.terminated(path), flags, 0));
    }

    /** Opens a file for reading and writing, made with mode 0600 when it is not there. */
    public static Descriptor openOrCreate(Path path) {
        int flags = Libc.O_RDWR | Libc.O_CREAT | Libc.O_NOFOLLOW;
        return new Descriptor(Libc.openat(Libc.AT_FDCWD, FileNames.terminated(path), flags, 0600));
    }

    /** A file in memory, which is gone when the last one closes it. */
    public static Descriptor inMemory(String name) {
        return new Descriptor(LibcFiles.inMemory(name));
    }

    /**
     * Gives it a number that no descriptor had for a long time, and closes this one. A path through {@code /proc/self/fd}
     * that somebody still uses after the descriptor was closed then leads nowhere, rather than to something else.
     */
    public Descriptor withFreshNumber() {
        try (this) {
            int least = LEAST_FRESH + Math.floorMod(FRESH.getAndIncrement(), FRESH_NUMBERS);
            try {
                return new Descriptor(LibcFiles.duplicate(number(), least));
            } catch (SyscallException e) {
                // The process may not have descriptors with such high numbers: the lowest free one serves as well.
                return new Descriptor(LibcFiles.duplicate(number(), 0));
            }
        }
    }

    /** A further descriptor of the same. */
    public Descriptor duplicate() {
        return new Descriptor(LibcFiles.duplicate(number(), 0));
    }

    /** A directory below this one, without access to its content but by path. */
    public Descriptor directory(String path) {
        int flags = Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_NOFOLLOW;
        return new Descriptor(Libc.openat(number(), Libc.cString(path), flags, 0));
    }

    public int number() {
        if (!open.get()) {
            throw new IllegalStateException("descriptor " + number + " is closed");
        }
        return number;
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            Libc.close(number);
        }
    }
}
