package dev.drydock.core.offline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Port: Debian's packages, which are signed and checked. Nothing is installed on this machine. */
public interface DebianPackages {
    /**
     * Learns which packages a suite has now.
     *
     * @throws dev.drydock.core.error.EngineException.Unavailable with a word what is missing where that cannot be done
     */
    void update(String suite);

    /**
     * Fetches packages and all that they need and that is not installed yet.
     *
     * @param names as {@code apt-get install} takes them
     * @param installed dpkg's file {@code status}; empty when nothing is installed
     * @return sorted by name
     */
    List<DebianPackage> fetch(String suite, List<String> names, Optional<Path> installed);

    /** Writes the files of a package as a tar. */
    void unpack(DebianPackage debianPackage, OutputStream tar) throws IOException;
}
