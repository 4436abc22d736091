package dev.drydock.sandbox.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;

/** Waiting for many descriptors at once. Each throws {@link SyscallException} where C answers -1. */
public final class LibcEvents {
    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLLIN = 0x001;
    private static final int EPOLLPRI = 0x002;
    private static final int EPOLLET = 1 << 31;
    /** The structure is packed on x86_64 only. */
    private static final int DATA = System.getProperty("os.arch").equals("aarch64") ? 8 : 4;

    private static final int EVENT = DATA + 8;
    private static final int MOST_EVENTS = 64;

    private LibcEvents() {}

    /** A new epoll instance. */
    public static int queue() {
        return Libc.check(Binding.epoll_create1(EPOLL_CLOEXEC), "epoll_create1", "");
    }

    /** A counter that makes its descriptor readable when something is added. */
    public static int counter() {
        return Libc.check(Binding.eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd", "");
    }

    public static void add(int counter, long amount) {
        Libc.check(Binding.eventfd_write(counter, amount), "eventfd_write", "");
    }

    /** Has the queue tell this key each time something happens to the descriptor, until the descriptor is closed. */
    public static void register(int queue, int fd, long key) {
        byte[] event = new byte[EVENT];
        write(event, 0, EPOLLIN | EPOLLPRI | EPOLLET, 4);
        write(event, DATA, key, 8);
        Libc.check(Binding.epoll_ctl(queue, EPOLL_CTL_ADD, fd, event), "epoll_ctl", "");
    }

    private static void write(byte[] target, int offset, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            target[offset + i] = (byte) (value >>> (8 * i));
        }
    }

    /**
     * Waits, and blocks the thread meanwhile.
     *
     * @param milliseconds -1 for ever
     * @return the keys of what has happened; none when the time is over
     */
    public static long[] await(int queue, int milliseconds) {
        try (Memory events = new Memory((long) EVENT * MOST_EVENTS)) {
            int count = Binding.epoll_wait(queue, events, MOST_EVENTS, milliseconds);
            if (count < 0 && Native.getLastError() == Errno.EINTR) {
                return new long[0];
            }
            long[] keys = new long[Libc.check(count, "epoll_wait", "")];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = events.getLong((long) EVENT * i + DATA);
            }
            return keys;
        }
    }
}
