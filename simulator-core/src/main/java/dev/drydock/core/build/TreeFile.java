package dev.drydock.core.build;

import dev.drydock.core.reference.Digest;
import java.time.Instant;
import java.util.Map;

/**
 * A file of a {@link FileTree}.
 *
 * @param path below the root, without a slash at either end; the root itself is empty
 * @param mode permissions, the lowest twelve bits
 * @param size bytes of a regular file
 * @param offset of its content in the tree's scratch file
 * @param digest of its content; of nothing for everything but regular files
 * @param target what a symbolic link says, or the path of the file that a hard link is another name of
 * @param attributes extended ones, as PAX headers
 */
record TreeFile(
        String path,
        Kind kind,
        int mode,
        long uid,
        long gid,
        Instant modified,
        long size,
        long offset,
        Digest digest,
        String target,
        Map<String, String> attributes) {
    enum Kind {
        DIRECTORY,
        REGULAR,
        SYMBOLIC_LINK,
        HARD_LINK,
        FIFO
    }

    TreeFile {
        attributes = Map.copyOf(attributes);
    }

    boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    boolean isSymbolicLink() {
        return kind == Kind.SYMBOLIC_LINK;
    }

    /** The last part of the path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
