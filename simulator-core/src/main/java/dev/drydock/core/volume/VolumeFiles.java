package dev.drydock.core.volume;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Port: the directories of volumes on one lab host, and the paths of that host which containers bind. Whatever its student
 * made of them, links and mounts included, nothing outside of the lab host is reached. Safe for use by several threads;
 * failures are {@link dev.drydock.core.error.EngineException}s.
 */
public interface VolumeFiles {
    /** Makes an empty directory for a volume; one that is there is kept. */
    void make(VolumeName name);

    /** Removes a volume's directory with everything in it; one that is not there is ignored. */
    void remove(VolumeName name);

    /** Bytes of the files in it, 0 when it is not there. */
    long size(VolumeName name);

    /** Whether nothing is in it. */
    boolean isEmpty(VolumeName name);

    /** Unpacks a tar in a volume. The entry {@code ./} gives owner and permissions of the volume's directory itself. */
    void fill(VolumeName name, TarSource content) throws IOException;

    /**
     * Mounts a file system on a volume's directory, for the lab host and for containers that are started later.
     *
     * @throws dev.drydock.core.error.EngineException with the kernel's reason
     */
    void mount(VolumeName name, LocalOptions options);

    /** Takes off what was mounted; nothing mounted is ignored. */
    void unmount(VolumeName name);

    /** Whether a path of the lab host leads to something; links are followed. */
    boolean exists(String path);

    /**
     * Makes a directory of the lab host where nothing is, with those above it that are missing: root's, permissions 755. What is
     * there stays.
     */
    void makeDirectory(String path);

    /** Writes a tar. */
    @FunctionalInterface
    interface TarSource {
        void write(OutputStream tar) throws IOException;
    }
}
