package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor that belongs to whoever holds this object. Closing it twice is harmless. */
public final class Descriptor implements AutoCloseable {
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
