package dev.drydock.sandbox.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The C functions themselves, mapped directly: a call costs about 260 ns. Strings are bytes that end with a zero. */
final class Binding {
    static {
        Native.register(Binding.class, "c");
    }

    private Binding() {}

    static native int close(int fd);

    static native int openat(int directory, byte[] path, int flags, int mode);

    static native int mkdirat(int directory, byte[] path, int mode);

    static native int symlinkat(byte[] target, int directory, byte[] path);

    static native int linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to, int flags);

    static native int mknodat(int directory, byte[] path, int mode, long device);

    static native int unlinkat(int directory, byte[] path, int flags);

    static native int fchownat(int directory, byte[] path, int uid, int gid, int flags);

    static native int fchmodat(int directory, byte[] path, int mode, int flags);

    static native int utimensat(int directory, byte[] path, long[] times, int flags);

    static native int statx(int directory, byte[] path, int flags, int mask, byte[] buffer);

    static native int setxattr(byte[] path, byte[] name, byte[] value, long size, int flags);

    static native long getxattr(byte[] path, byte[] name, byte[] value, long size);

    static native long listxattr(byte[] path, byte[] names, long size);

    static native long readlinkat(int directory, byte[] path, byte[] buffer, long size);

    static native int fstatfs(int fd, byte[] buffer);

    static native int fchdir(int directory);

    static native int renameat(int fromDirectory, byte[] from, int toDirectory, byte[] to);

    static native int setns(int fd, int type);

    static native int syncfs(int fd);

    static native int unshare(int flags);

    static native int mount(byte[] source, byte[] target, byte[] type, long flags, byte[] options);

    static native int umount2(byte[] target, int flags);

    static native int prctl(int option, long second, long third, long fourth, long fifth);

    static native int setfsuid(int uid);

    static native int setfsgid(int gid);

    static native int kill(int pid, int signal);

    static native int socket(int domain, int type, int protocol);

    static native int connect(int fd, byte[] address, int length);

    static native int setsockopt(int fd, int level, int option, long[] value, int length);

    static native long sendmsg(int fd, Pointer message, int flags);

    static native long recvmsg(int fd, Pointer message, int flags);

    static native int memfd_create(byte[] name, int flags);

    static native int flock(int fd, int operation);

    static native int fcntl(int fd, int command, long argument);

    static native long lseek(int fd, long offset, int whence);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int queue, int operation, int fd, byte[] event);

    static native int epoll_wait(int queue, Pointer events, int most, int milliseconds);

    static native int eventfd(int initial, int flags);

    static native int eventfd_write(int fd, long amount);

    static native int ioctl(int fd, long request, byte[] argument);

    /** Linux takes variadic integers like fixed ones on x86_64 and aarch64. */
    @SuppressWarnings("ParameterNumber") // the kernel's own form
    static native long syscall(long number, long first, long second, long third, long fourth, long fifth);
}
