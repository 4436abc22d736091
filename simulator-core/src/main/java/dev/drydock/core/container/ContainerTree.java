package dev.drydock.core.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The root file system of one container, opened: its image's layers under its own changes, without what is mounted in
 * the container ({@code /proc}, {@code /dev}, tmpfs). Paths are absolute and plain: no {@code .}, {@code ..} or double
 * slash. Links lead nowhere but inside the container. Owners are the container's own numbers. Not for use by several
 * threads.
 */
public interface ContainerTree extends AutoCloseable {
    /**
     * What the path names itself, also a link; links in directories before it are not followed. Empty when there is
     * nothing.
     */
    Optional<FileStat> stat(String path);

    /** Where the link at this path points; empty when there is no link. */
    Optional<String> readLink(String path);

    /** The first bytes of a regular file; empty when there is none. */
    Optional<byte[]> head(String path, int limit);

    /**
     * Writes a file, or a directory with everything in it, as a tar. What is written to meanwhile gives a valid tar none
     * the less.
     *
     * @param name what the entries are called: {@code name}, {@code name/…}
     */
    void read(String path, String name, OutputStream tar) throws IOException;

    /** Writes everything as a tar, with names relative to the root. */
    void export(OutputStream tar) throws IOException;

    /**
     * Unpacks a tar into a directory.
     *
     * @throws dev.drydock.core.error.EngineException when the tar is broken, leads out of the directory or does not fit;
     *     what came before is there then, as with dockerd
     */
    void write(String directory, InputStream tar, Unpacking how) throws IOException;

    /**
     * Makes a directory where there is nothing, and those above it that are missing: root's, permissions 755.
     *
     * @throws dev.drydock.core.error.EngineException.SystemFailure when something else than a directory lies on the way, or
     *     there is no room
     */
    void makeDirectory(String path);

    /** Lets go of it. */
    @Override
    void close();

    /**
     * How an archive is unpacked.
     *
     * @param keepKinds refuse to put a directory in the place of something else, or the other way round
     * @param owner whom everything is given to; empty for the owners that the archive names
     */
    record Unpacking(boolean keepKinds, Optional<Owner> owner) {}

    /** A user and a group by their numbers. */
    record Owner(int uid, int gid) {}
}
