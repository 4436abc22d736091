package dev.drydock.sandbox.libc;

import com.sun.jna.Native;
import java.util.OptionalLong;

/** Functions of the C library for open files and devices. Each throws {@link SyscallException} where C answers -1. */
public final class LibcFiles {
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int MFD_CLOEXEC = 1;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private LibcFiles() {}

    /**
     * Locks what the descriptor has open for itself alone, for as long as any copy of it is open; false when somebody
     * else has it.
     */
    public static boolean lock(int fd) {
        int result = Binding.flock(fd, LOCK_EX | LOCK_NB);
        if (result < 0 && Native.getLastError() == Errno.EAGAIN) {
            return false;
        }
        Libc.check(result, "flock", "");
        return true;
    }

    /** A file in memory that has no place, open for reading and writing. */
    public static int inMemory(String name) {
        return Libc.check(Binding.memfd_create(Libc.cString(name), MFD_CLOEXEC), "memfd_create", name);
    }

    /** A copy of the descriptor with the lowest free number that is not below {@code least}. */
    public static int duplicate(int fd, int least) {
        return Libc.check(Binding.fcntl(fd, F_DUPFD_CLOEXEC, least), "dup", Integer.toString(least));
    }

    /** Where the first bytes from {@code offset} on are that are not a hole; empty when there are none. */
    public static OptionalLong data(int fd, long offset) {
        long result = Binding.lseek(fd, offset, SEEK_DATA);
        if (result >= 0) {
            return OptionalLong.of(result);
        }
        int errno = Native.getLastError();
        if (errno == Errno.ENXIO) {
            return OptionalLong.empty();
        }
        throw new SyscallException("lseek", Long.toString(offset), errno);
    }

    /** Where the first hole from {@code offset} on is; the end of the file counts as one. */
    public static long hole(int fd, long offset) {
        long result = Binding.lseek(fd, offset, SEEK_HOLE);
        if (result < 0) {
            throw new SyscallException("lseek", Long.toString(offset), Native.getLastError());
        }
        return result;
    }

    /**
     * A request to a device.
     *
     * @param argument the structure that goes in and comes back; not empty, also where the request takes none
     */
    public static int ioctl(int fd, long request, byte[] argument) {
        return Libc.check(Binding.ioctl(fd, request, argument), "ioctl", "0x" + Long.toHexString(request));
    }
}
