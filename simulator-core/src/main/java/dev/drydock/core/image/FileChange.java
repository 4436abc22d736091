package dev.drydock.core.image;

import dev.drydock.core.layer.ChangeKind;

/**
 * What a layer of an image does to one path.
 *
 * @param path absolute
 * @param size bytes of the file in this layer; 0 for directories and deletions
 * @param isHidden whether a later layer of the image replaces or deletes it: its bytes are carried along for nothing
 */
public record FileChange(ChangeKind kind, String path, long size, boolean isHidden) {}
