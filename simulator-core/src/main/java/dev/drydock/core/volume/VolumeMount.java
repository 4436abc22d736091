package dev.drydock.core.volume;

/**
 * A volume, shown in a container.
 *
 * @param mode the words after the second colon of {@code -v}, or those that dockerd puts there
 * @param isAnonymous whether nobody gave the volume a name here, so that {@code docker rm -v} may take it away
 */
public record VolumeMount(VolumeName volume, String destination, boolean isReadOnly, String mode, boolean isAnonymous)
        implements Mount {}
