package dev.drydock.core.volume;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import java.util.regex.Pattern;

/** Names a volume: the name of its directory, by dockerd's rules for the driver {@code local}. */
public record VolumeName(String value) {
    private static final String CHARACTERS = "[a-zA-Z0-9][a-zA-Z0-9_.-]";
    private static final Pattern PATTERN = Pattern.compile(CHARACTERS + "+");
    private static final int LIMIT = 255;
    private static final String DIRECTORY = "/var/lib/docker/volumes/";

    /** @throws InvalidParameter with dockerd's sentence */
    public VolumeName {
        if (value.length() == 1) {
            throw new InvalidParameter(
                    "volume name is too short, names should be at least two alphanumeric characters");
        }
        if (!PATTERN.matcher(value).matches()) {
            throw new InvalidParameter(GoNumbers.quote(value)
                    + " includes invalid characters for a local volume name, only \"" + CHARACTERS
                    + "\" are allowed. If you intended to pass a host directory, use absolute path");
        }
        if (value.length() > LIMIT) {
            throw new InvalidParameter("error while creating volume root path '" + DIRECTORY + value + "': mkdir "
                    + DIRECTORY + value + ": file name too long");
        }
    }

    /** Where its files are on the lab host. */
    public String mountpoint() {
        return DIRECTORY + value + "/_data";
    }

    @Override
    public String toString() {
        return value;
    }
}
