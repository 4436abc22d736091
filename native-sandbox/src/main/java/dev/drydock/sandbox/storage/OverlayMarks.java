package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.IdSpace;

/** How overlayfs marks deletions in an upper directory. */
final class OverlayMarks {
    static final String OPAQUE = (IdSpace.current().isWhole() ? "trusted" : "user") + ".overlay.opaque";

    private OverlayMarks() {}

    /** Whether this entry says that the layers below have nothing of this name. */
    static boolean isWhiteout(FileStatus entry) {
        return entry.type() == Libc.S_IFCHR && entry.device() == 0;
    }
}
