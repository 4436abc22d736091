package dev.drydock.core.volume;

/**
 * A volume as it is kept.
 *
 * @param isRemoving whether it was being removed: then nothing of it is wanted any more
 */
public record StoredVolume(Volume volume, boolean isRemoving) {}
