package dev.drydock.sandbox.libc;

import java.util.Map;

/** Error numbers of Linux, the same on x86_64 and aarch64, and their names. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int ENXIO = 6;
    public static final int E2BIG = 7;
    public static final int ENOEXEC = 8;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int EROFS = 30;
    public static final int EPIPE = 32;
    public static final int ENAMETOOLONG = 36;
    public static final int ENOSYS = 38;
    public static final int ELOOP = 40;
    public static final int ENODATA = 61;
    public static final int EOPNOTSUPP = 95;
    public static final int ECONNREFUSED = 111;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM (operation not permitted)"),
            Map.entry(ENOENT, "ENOENT (no such file or directory)"),
            Map.entry(ESRCH, "ESRCH (no such process)"),
            Map.entry(EINTR, "EINTR (interrupted)"),
            Map.entry(EIO, "EIO (input/output error)"),
            Map.entry(ENXIO, "ENXIO (no such device or address)"),
            Map.entry(E2BIG, "E2BIG (argument list too long)"),
            Map.entry(ENOEXEC, "ENOEXEC (exec format error)"),
            Map.entry(EAGAIN, "EAGAIN (resource temporarily unavailable)"),
            Map.entry(ENOMEM, "ENOMEM (cannot allocate memory)"),
            Map.entry(EACCES, "EACCES (permission denied)"),
            Map.entry(EBUSY, "EBUSY (device or resource busy)"),
            Map.entry(EEXIST, "EEXIST (file exists)"),
            Map.entry(EXDEV, "EXDEV (invalid cross-device link)"),
            Map.entry(ENODEV, "ENODEV (no such device)"),
            Map.entry(ENOTDIR, "ENOTDIR (not a directory)"),
            Map.entry(EISDIR, "EISDIR (is a directory)"),
            Map.entry(EINVAL, "EINVAL (invalid argument)"),
            Map.entry(ENOSPC, "ENOSPC (no space left on device)"),
            Map.entry(EROFS, "EROFS (read-only file system)"),
            Map.entry(EPIPE, "EPIPE (broken pipe)"),
            Map.entry(ENAMETOOLONG, "ENAMETOOLONG (file name too long)"),
            Map.entry(ENOSYS, "ENOSYS (the kernel lacks this call)"),
            Map.entry(ELOOP, "ELOOP (too many levels of symbolic links)"),
            Map.entry(ENODATA, "ENODATA (no data available)"),
            Map.entry(EOPNOTSUPP, "EOPNOTSUPP (operation not supported)"),
            Map.entry(ECONNREFUSED, "ECONNREFUSED (connection refused)"));

    private Errno() {}

    /** Its meaning, as C's {@code strerror} says it but for a small first letter. */
    public static String sentence(int errno) {
        String described = describe(errno);
        int open = described.indexOf('(');
        return open < 0 ? described : described.substring(open + 1, described.length() - 1);
    }

    /** Its name and meaning, for messages. */
    public static String describe(int errno) {
        return NAMES.getOrDefault(errno, "errno " + errno);
    }
}
