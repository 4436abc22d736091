package dev.drydock.core.offline;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A package that was fetched.
 *
 * @param version as Debian has it, such as {@code 1:2.38.1-5+deb12u3}
 * @param built when its files were made: the same for everybody who has this version
 * @param file on this machine
 */
public record DebianPackage(String name, String version, Instant built, Path file) {
    /** Without Debian's epoch and revision. */
    String upstreamVersion() {
        String withoutEpoch = version.substring(version.indexOf(':') + 1);
        int revision = withoutEpoch.lastIndexOf('-');
        return revision < 0 ? withoutEpoch : withoutEpoch.substring(0, revision);
    }

    @Override
    public String toString() {
        return name + "=" + version;
    }
}
