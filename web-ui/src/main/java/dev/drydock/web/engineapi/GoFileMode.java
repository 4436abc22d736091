package dev.drydock.web.engineapi;

import dev.drydock.core.container.FileStat;

/** A file's type and permissions in the bits of Go's {@code fs.FileMode}. */
final class GoFileMode {
    private static final long DIRECTORY = 1L << 31;
    private static final long SYMBOLIC_LINK = 1L << 27;
    private static final long DEVICE = 1L << 26;
    private static final long NAMED_PIPE = 1L << 25;
    private static final long SOCKET = 1L << 24;
    private static final long SET_USER = 1L << 23;
    private static final long SET_GROUP = 1L << 22;
    private static final long CHARACTER_DEVICE = 1L << 21;
    private static final long STICKY = 1L << 20;

    private GoFileMode() {}

    static long of(FileStat file) {
        long type = switch (file.type()) {
            case REGULAR -> 0;
            case DIRECTORY -> DIRECTORY;
            case SYMBOLIC_LINK -> SYMBOLIC_LINK;
            case FIFO -> NAMED_PIPE;
            case SOCKET -> SOCKET;
            case CHARACTER_DEVICE -> DEVICE | CHARACTER_DEVICE;
            case BLOCK_DEVICE -> DEVICE;
        };
        int permissions = file.permissions();
        return type
                | ((permissions & 04000) == 0 ? 0 : SET_USER)
                | ((permissions & 02000) == 0 ? 0 : SET_GROUP)
                | ((permissions & 01000) == 0 ? 0 : STICKY)
                | (permissions & 0777);
    }
}
