package dev.drydock.core.dockerfile;

import java.util.Optional;

/** {@code RUN --mount=…}: what is mounted while the command runs and is not in the layer. */
public sealed interface RunMount {
    /** Path in the container; relative to the working directory. */
    String target();

    /**
     * A directory that builds of this lab share.
     *
     * @param id which directory it is; the target where the instruction has none
     * @param mode permissions of a new directory, in octal
     */
    record Cache(String id, String target, boolean isReadOnly, Sharing sharing, int uid, int gid, int mode)
            implements RunMount {
        public enum Sharing {
            SHARED,
            PRIVATE,
            LOCKED
        }
    }

    /**
     * Files of the context, a stage or an image.
     *
     * @param from another stage's name or number, or an image; empty for the context
     * @param source path there
     */
    record Bind(Optional<String> from, String source, String target, boolean isReadOnly) implements RunMount {}

    /** @param size in bytes, 0 for the default */
    record Tmpfs(String target, long size) implements RunMount {}

    /**
     * Bytes that the client gives for this command alone.
     *
     * @param target file; empty to have it only in the environment
     * @param environment variable that has it, too
     */
    record Secret(
            String id, String target, Optional<String> environment, boolean isRequired, int uid, int gid, int mode)
            implements RunMount {}
}
