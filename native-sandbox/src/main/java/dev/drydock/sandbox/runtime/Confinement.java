package dev.drydock.sandbox.runtime;

import dev.drydock.core.container.Security;
import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What holds for the processes of one container; kept in a file, because a process may be added after the server was
 * started anew.
 *
 * @param filtered whether they run under the container's system call filter
 */
record Confinement(Capabilities capabilities, boolean filtered, boolean noNewPrivileges) {
    static Confinement of(Security security) {
        return new Confinement(
                Capabilities.of(security),
                !security.privileged() && !security.isSeccompUnconfined(),
                security.noNewPrivileges());
    }

    /** Read anew; a container that has none on disk gets the defaults. */
    static Confinement load(Path file) {
        try {
            if (Files.notExists(file)) {
                return of(Security.DEFAULT);
            }
            List<String> words = List.of(Files.readString(file).strip().split(" ", -1));
            return new Confinement(
                    Capabilities.ofMask(Long.parseUnsignedLong(words.get(0), 16)),
                    words.contains("filtered"),
                    words.contains("no-new-privileges"));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new SystemFailure("cannot read " + file + ": " + e, e);
        }
    }

    void save(Path file) {
        String text = Long.toHexString(capabilities.mask())
                + (filtered ? " filtered" : "")
                + (noNewPrivileges ? " no-new-privileges" : "");
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new SystemFailure("cannot write " + file + ": " + e, e);
        }
    }
}
