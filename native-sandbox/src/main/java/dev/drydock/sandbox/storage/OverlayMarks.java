package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.linux.FileNames;
import dev.drydock.sandbox.linux.IdSpace;
import java.io.IOException;
import java.nio.file.Path;

/** How overlayfs marks deletions in an upper directory. */
final class OverlayMarks {
    static final String OPAQUE = (IdSpace.current().isWhole() ? "trusted" : "user") + ".overlay.opaque";

    private OverlayMarks() {}

    /** Whether this entry says that the layers below have nothing of this name. */
    static boolean isWhiteout(Path entry) throws IOException {
        return UnixAttributes.of(entry).isWhiteout();
    }

    /** Whether this directory hides those of its name below. */
    static boolean isOpaque(Path directory) {
        byte[] value = Libc.lgetxattr(FileNames.terminated(directory), OPAQUE);
        return value != null && value.length == 1 && value[0] == 'y';
    }
}
