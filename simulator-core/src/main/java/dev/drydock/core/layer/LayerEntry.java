package dev.drydock.core.layer;

import java.nio.ByteBuffer;

/** One path of a layer that is made from known content; owned by root. Paths are relative to the root, without {@code ./}. */
public sealed interface LayerEntry {
    String path();

    /** @param mode permission bits, such as {@code 0755} */
    record Directory(String path, int mode) implements LayerEntry {}

    /**
     * @param mode permission bits, such as {@code 0755}
     * @param content is not copied; who gives it must not change it
     */
    record RegularFile(String path, int mode, ByteBuffer content) implements LayerEntry {}

    /** @param target as it is to stand in the link */
    record SymbolicLink(String path, String target) implements LayerEntry {}

    /** @param target path of a regular file of the same layer */
    record HardLink(String path, String target) implements LayerEntry {}
}
