package dev.drydock.sandbox.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Functions of the C library and system calls that it has no function for. Each throws {@link SyscallException} where
 * C answers -1. File names are bytes, because that is what they are on Linux. Every open sets {@code O_CLOEXEC}.
 */
public final class Libc {
    public static final int AT_FDCWD = -100;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_EMPTY_PATH = 0x1000;

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_PATH = 0x200000;
    private static final int O_CLOEXEC = 0x80000;
    /** The two flags that differ between the architectures we know. */
    public static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;

    public static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;

    public static final int RESOLVE_NO_MAGICLINKS = 0x02;
    public static final int RESOLVE_IN_ROOT = 0x10;

    public static final int S_IFMT = 0xF000;
    public static final int S_IFIFO = 0x1000;
    public static final int S_IFCHR = 0x2000;
    public static final int S_IFDIR = 0x4000;
    public static final int S_IFBLK = 0x6000;
    public static final int S_IFREG = 0x8000;
    public static final int S_IFLNK = 0xA000;
    public static final int S_IFSOCK = 0xC000;

    public static final int PR_SET_SECUREBITS = 28;

    public static final int CLONE_FS = 0x200;
    public static final int CLONE_NEWNET = 0x40000000;
    public static final int CLONE_NEWNS = 0x20000;
    public static final int MS_REC = 0x4000;
    public static final int MS_SLAVE = 1 << 19;
    public static final int MNT_DETACH = 2;

    private static final int SYS_OPEN_TREE = 428;
    private static final int SYS_FSOPEN = 430;
    private static final int SYS_FSCONFIG = 431;
    private static final int SYS_FSMOUNT = 432;
    private static final int SYS_FSPICK = 433;
    private static final int FSPICK_CLOEXEC = 0x01;
    private static final int FSPICK_EMPTY_PATH = 0x08;
    private static final int SYS_OPENAT2 = 437;
    private static final int STATX_BASIC_STATS = 0x7FF;
    private static final int STATX_SIZE = 256;

    private Libc() {}

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /** Text as C has it: UTF-8 with a zero at the end. */
    public static byte[] cString(String text) {
        return terminated(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the bytes with a zero at the end. */
    public static byte[] terminated(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    public static void close(int fd) {
        check(Binding.close(fd), "close", "");
    }

    /** @param path ends with a zero, as all paths here do */
    public static int openat(int directory, byte[] path, int flags, int mode) {
        return check(Binding.openat(directory, path, flags | O_CLOEXEC, mode), "open", text(path));
    }

    public static int openat2(int directory, byte[] path, int flags, int resolve) {
        try (Memory name = bytes(path);
                Memory how = new Memory(24)) {
            how.setLong(0, (flags | O_CLOEXEC) & 0xFFFFFFFFL);
            how.setLong(8, 0);
            how.setLong(16, resolve);
            return (int)
                    syscall("openat2", text(path), SYS_OPENAT2, directory, address(name), address(how), how.size());
        }
    }

    public static void mkdirat(int directory, byte[] path, int mode) {
        check(Binding.mkdirat(directory, path, mode), "mkdir", text(path));
    }

    public static void symlinkat(byte[] target, int directory, byte[] path) {
        check(Binding.symlinkat(target, directory, path), "symlink", text(path));
    }

    /** Links what {@code from} names itself; a symbolic link is not followed. */
    public static void linkat(int fromDirectory, byte[] from, int toDirectory, byte[] to) {
        check(Binding.linkat(fromDirectory, from, toDirectory, to, 0), "link", text(from) + " to " + text(to));
    }

    public static void mknodat(int directory, byte[] path, int mode, long device) {
        check(Binding.mknodat(directory, path, mode, device), "mknod", text(path));
    }

    public static void unlinkat(int directory, byte[] path, int flags) {
        check(Binding.unlinkat(directory, path, flags), "unlink", text(path));
    }

    public static void fchmodat(int directory, byte[] path, int mode) {
        check(Binding.fchmodat(directory, path, mode, 0), "chmod", text(path));
    }

    /** Type and permissions of a file or of a symbolic link itself: {@code st_mode}. */
    public static int mode(int directory, byte[] path) {
        byte[] buffer = new byte[STATX_SIZE];
        int flags = AT_SYMLINK_NOFOLLOW | (path[0] == 0 ? AT_EMPTY_PATH : 0);
        check(Binding.statx(directory, path, flags, STATX_BASIC_STATS, buffer), "stat", text(path));
        return nativeShort(buffer, 28);
    }

    /** Writes everything that the file system of this file holds in memory to its disk. */
    public static void syncfs(int fd) {
        check(Binding.syncfs(fd), "syncfs", "");
    }

    /** Changes the calling thread only. */
    public static void prctl(int option, long value) {
        check(Binding.prctl(option, value, 0, 0, 0), "prctl", Integer.toString(option));
    }

    /** Changes the calling thread only; answers the old id, and the same again when it was refused. */
    public static int setfsuid(int uid) {
        return Binding.setfsuid(uid);
    }

    /** Changes the calling thread only; answers the old id, and the same again when it was refused. */
    public static int setfsgid(int gid) {
        return Binding.setfsgid(gid);
    }

    public static void kill(int pid, int signal) {
        check(Binding.kill(pid, signal), "kill", Integer.toString(pid));
    }

    /** Opens a file system context: the start of a mount. */
    public static int fsopen(String type) {
        try (Memory name = bytes(cString(type))) {
            return (int) syscall("fsopen", type, SYS_FSOPEN, address(name), 1, 0, 0);
        }
    }

    /**
     * Sets one option of a file system context, or gives it a command.
     *
     * @param key empty for commands
     * @param value empty where the command takes none
     */
    public static void fsconfig(int context, int command, String key, String value, int aux) {
        try (Memory keyBytes = bytes(cString(key));
                Memory valueBytes = bytes(cString(value))) {
            long keyAddress = key.isEmpty() ? 0 : address(keyBytes);
            long valueAddress = value.isEmpty() ? 0 : address(valueBytes);
            syscall("fsconfig", key + " " + value, SYS_FSCONFIG, context, command, keyAddress, valueAddress, aux);
        }
    }

    /** Opens a context for a file system that is mounted: the start of a change of its options. */
    public static int fspick(int mount) {
        try (Memory empty = bytes(new byte[1])) {
            int flags = FSPICK_CLOEXEC | FSPICK_EMPTY_PATH;
            return (int) syscall("fspick", "", SYS_FSPICK, mount, address(empty), flags);
        }
    }

    public static int fsmount(int context, int attributes) {
        return (int) syscall("fsmount", "", SYS_FSMOUNT, context, 1, attributes, 0);
    }

    public static int openTree(int directory, byte[] path, int flags) {
        try (Memory name = bytes(path)) {
            return (int) syscall(
                    "open_tree",
                    text(path),
                    SYS_OPEN_TREE,
                    directory,
                    address(name),
                    (flags | O_CLOEXEC) & 0xFFFFFFFFL,
                    0);
        }
    }

    /** Gives the calling thread namespaces or attributes of its own. */
    public static void unshare(int flags) {
        check(Binding.unshare(flags), "unshare", Integer.toHexString(flags));
    }

    /**
     * The old way to mount.
     *
     * @param options at most a page of them
     */
    public static void mount(String type, byte[] target, int flags, String options) {
        byte[] name = cString(type);
        check(Binding.mount(name, target, name, flags, cString(options)), "mount " + type, text(target));
    }

    public static void unmount(byte[] target, int flags) {
        check(Binding.umount2(target, flags), "umount", text(target));
    }

    static long syscall(String call, String argument, long number, long... arguments) {
        long[] five = Arrays.copyOf(arguments, 5);
        long result = Binding.syscall(number, five[0], five[1], five[2], five[3], five[4]);
        if (result < 0) {
            throw new SyscallException(call, argument, Native.getLastError());
        }
        return result;
    }

    static int check(int result, String call, String argument) {
        if (result < 0) {
            throw new SyscallException(call, argument, Native.getLastError());
        }
        return result;
    }

    static Memory bytes(byte[] content) {
        Memory memory = new Memory(content.length);
        memory.write(0, content, 0, content.length);
        return memory;
    }

    static long address(Memory memory) {
        return Pointer.nativeValue(memory);
    }

    private static int nativeShort(byte[] buffer, int offset) {
        return Byte.toUnsignedInt(buffer[offset]) | Byte.toUnsignedInt(buffer[offset + 1]) << 8;
    }

    static String text(byte[] path) {
        int length = path.length > 0 && path[path.length - 1] == 0 ? path.length - 1 : path.length;
        return new String(path, 0, length, StandardCharsets.UTF_8);
    }
}
