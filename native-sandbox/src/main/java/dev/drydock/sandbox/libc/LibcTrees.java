package dev.drydock.sandbox.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the C library that read directory trees. Names are <em>byte strings</em>: each character stands for one
 * byte of a name, so that every name the kernel has goes through unchanged.
 */
public final class LibcTrees {
    /** {@code statfs.f_type} of an overlay. */
    public static final long OVERLAYFS_MAGIC = 0x794C7630L;

    private static final int O_PATH_NOFOLLOW = Libc.O_PATH | Libc.O_NOFOLLOW;
    private static final int RESOLVE_NO_SYMLINKS = 0x04;
    private static final int RESOLVE_BENEATH = 0x08;
    /** Enter no other mount. */
    public static final int RESOLVE_NO_XDEV = 0x01;

    private static final int CLONE_NEWNS = 0x20000;
    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int SYS_GETDENTS64 = System.getProperty("os.arch").equals("aarch64") ? 61 : 217;
    private static final int STATX_BASIC_STATS = 0x7FF;
    private static final int STATX_SIZE = 256;
    private static final int STATFS_SIZE = 120;
    private static final int NAME_OFFSET = 19;
    private static final int PATH_MAX = 4096;
    private static final int XATTR_MAX = 64 * 1024;

    private LibcTrees() {}

    /** The bytes of a byte string with a zero at the end. */
    public static byte[] terminated(String bytes) {
        return Libc.terminated(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Text as a byte string of its UTF-8. */
    public static String byteString(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What a byte string says, read as UTF-8. */
    public static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /**
     * Opens what a path below a directory names, itself and without access to its content. No link is followed on the way
     * or at the end, and no mount is entered.
     */
    public static int openExactly(int directory, String path) {
        String relative = path.isEmpty() ? "." : path;
        int resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV | Libc.RESOLVE_NO_MAGICLINKS;
        return Libc.openat2(directory, terminated(relative), O_PATH_NOFOLLOW, resolve);
    }

    /** What an open descriptor stands for. */
    public static FileStatus status(int fd) {
        byte[] buffer = new byte[STATX_SIZE];
        Libc.check(
                Binding.statx(fd, new byte[1], Libc.AT_EMPTY_PATH, STATX_BASIC_STATS, buffer),
                "stat",
                Integer.toString(fd));
        ByteBuffer data = ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder());
        return new FileStatus(
                Short.toUnsignedInt(data.getShort(28)),
                data.getInt(20),
                data.getInt(24),
                data.getLong(40),
                data.getInt(16),
                data.getLong(32),
                device(data, 136),
                device(data, 128),
                data.getLong(112),
                data.getInt(120));
    }

    private static long device(ByteBuffer data, int major) {
        return ((long) data.getInt(major) << 32) | Integer.toUnsignedLong(data.getInt(major + 4));
    }

    /** Where the symbolic link points that an {@code O_PATH} descriptor stands for. */
    public static String readLink(int fd) {
        byte[] buffer = new byte[PATH_MAX];
        int length = Libc.check(
                (int) Binding.readlinkat(fd, new byte[1], buffer, buffer.length), "readlink", Integer.toString(fd));
        return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The next names of a directory that is open for reading, in no order; null at its end. */
    public static @Nullable List<String> nextNames(int fd) {
        ByteBuffer data = ByteBuffer.allocateDirect(32 * 1024).order(ByteOrder.nativeOrder());
        long address = Pointer.nativeValue(Native.getDirectBufferPointer(data));
        int length = Libc.check(
                (int) Binding.syscall(SYS_GETDENTS64, fd, address, data.capacity(), 0, 0),
                "getdents",
                Integer.toString(fd));
        if (length == 0) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (int at = 0; at < length; at += Short.toUnsignedInt(data.getShort(at + 16))) {
            String name = zeroTerminated(data, at + NAME_OFFSET);
            if (!name.equals(".") && !name.equals("..")) {
                names.add(name);
            }
        }
        return names;
    }

    private static String zeroTerminated(ByteBuffer data, int start) {
        int end = start;
        while (data.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - start];
        data.get(start, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Names of the extended attributes of what a descriptor stands for, which is no symbolic link. */
    public static List<String> attributeNames(int fd) {
        byte[] buffer = new byte[XATTR_MAX];
        long length = Binding.listxattr(self(fd), buffer, buffer.length);
        if (length < 0) {
            ignoreUnsupported("listxattr");
            return List.of();
        }
        String all = new String(buffer, 0, (int) length, StandardCharsets.ISO_8859_1);
        return Arrays.stream(all.split("\0", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The value of an extended attribute of what a descriptor stands for, which is no symbolic link. */
    public static Optional<byte[]> attribute(int fd, String name) {
        byte[] buffer = new byte[XATTR_MAX];
        long length = Binding.getxattr(self(fd), Libc.cString(name), buffer, buffer.length);
        if (length < 0) {
            ignoreUnsupported("getxattr " + name);
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(buffer, (int) length));
    }

    /** Sets an extended attribute of what a descriptor stands for, which is no symbolic link. */
    public static void setAttribute(int fd, String name, byte[] value) {
        Libc.check(Binding.setxattr(self(fd), Libc.cString(name), value, value.length, 0), "setxattr", name);
    }

    /** Changes the owner of what a descriptor stands for. */
    public static void setOwner(int fd, int uid, int gid) {
        Libc.check(Binding.fchownat(fd, new byte[1], uid, gid, Libc.AT_EMPTY_PATH), "chown", "");
    }

    /** Changes the permissions of what a descriptor stands for, which is no symbolic link. */
    public static void setPermissions(int fd, int mode) {
        Libc.fchmodat(Libc.AT_FDCWD, self(fd), mode);
    }

    /** Sets both times of what a descriptor stands for. */
    public static void setModified(int fd, long seconds, long nanoseconds) {
        long[] times = {seconds, nanoseconds, seconds, nanoseconds};
        Libc.check(Binding.utimensat(Libc.AT_FDCWD, self(fd), times, 0), "utimensat", "");
    }

    private static void ignoreUnsupported(String call) {
        int errno = Native.getLastError();
        if (errno != Errno.ENODATA && errno != Errno.EOPNOTSUPP) {
            throw new SyscallException(call, "", errno);
        }
    }

    private static byte[] self(int fd) {
        return Libc.cString("/proc/self/fd/" + fd);
    }

    /** Which kind of file system something is on: {@code statfs.f_type}. */
    public static long fileSystem(int fd) {
        byte[] buffer = new byte[STATFS_SIZE];
        Libc.check(Binding.fstatfs(fd, buffer), "statfs", Integer.toString(fd));
        return ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder()).getLong(0);
    }

    /**
     * Enters a mount namespace with the calling thread, which must be one that shares its root directory with nobody
     * ({@code CLONE_FS}). Its root directory then is that of the namespace.
     */
    public static void enterMounts(int namespace) {
        Libc.check(Binding.setns(namespace, CLONE_NEWNS), "setns", "mnt");
    }

    /** Enters a network namespace with the calling thread. */
    public static void enterNetwork(int namespace) {
        Libc.check(Binding.setns(namespace, CLONE_NEWNET), "setns", "net");
    }
}
