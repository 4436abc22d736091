package dev.drydock.sandbox.storage;

import dev.drydock.core.container.FileType;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.linux.Descriptor;
import java.util.Set;

/** What files are, and which of them the server may touch with all its rights. */
public final class FileKinds {
    private static final long EXT4 = 0xEF53;
    private static final long TMPFS = 0x01021994;
    private static final Set<Long> SAFE = Set.of(LibcTrees.OVERLAYFS_MAGIC, EXT4, TMPFS);

    private FileKinds() {}

    /** Whether it is on a disk or in memory: not in {@code /proc}, {@code /sys} or the like. */
    public static boolean isOnDisk(Descriptor file) {
        return SAFE.contains(LibcTrees.fileSystem(file.number()));
    }

    public static FileType of(FileStatus status) {
        return switch (status.type()) {
            case Libc.S_IFDIR -> FileType.DIRECTORY;
            case Libc.S_IFLNK -> FileType.SYMBOLIC_LINK;
            case Libc.S_IFIFO -> FileType.FIFO;
            case Libc.S_IFCHR -> FileType.CHARACTER_DEVICE;
            case Libc.S_IFBLK -> FileType.BLOCK_DEVICE;
            case Libc.S_IFSOCK -> FileType.SOCKET;
            default -> FileType.REGULAR;
        };
    }
}
