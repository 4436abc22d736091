package dev.drydock.core.layer;

/**
 * One path of a read-only layer.
 *
 * @param path absolute, without a trailing slash
 * @param size bytes of a regular file, or of a link's target; 0 for everything else
 */
public record LayerFile(Kind kind, String path, long size) {
    /** What it is. */
    public enum Kind {
        DIRECTORY,
        /** A directory that hides what the layers below have in it. */
        OPAQUE_DIRECTORY,
        /** A regular file, a link, or whatever else can be replaced as a whole. */
        FILE,
        /** Says that the layers below have nothing of this name. */
        WHITEOUT
    }
}
