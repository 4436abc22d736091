package dev.drydock.sandbox.libc;

/**
 * What the kernel says of a file: the fields of {@code statx} that archives and comparisons need.
 *
 * @param mode type and permissions, {@code st_mode}
 * @param uid as the machine numbers users
 * @param fileSystem number of the file system that it is on
 * @param device number of the device that a device node stands for
 * @param seconds of the last change of the content, since the epoch
 * @param nanoseconds of the same moment
 */
public record FileStatus(
        int mode,
        int uid,
        int gid,
        long size,
        int links,
        long inode,
        long fileSystem,
        long device,
        long seconds,
        int nanoseconds) {
    /** One of the {@code S_IF…} constants. */
    public int type() {
        return mode & Libc.S_IFMT;
    }

    public boolean isDirectory() {
        return type() == Libc.S_IFDIR;
    }

    public boolean isRegular() {
        return type() == Libc.S_IFREG;
    }

    public boolean isSymbolicLink() {
        return type() == Libc.S_IFLNK;
    }
}
