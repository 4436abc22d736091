package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;

/**
 * A device of the lab host that a container is given ({@code --device}).
 *
 * @param permissions what {@code CgroupPermissions} says; every container may read and write these devices anyway
 */
public record Device(String pathOnHost, String pathInContainer, String permissions) {
    private static final String ALL = "rwm";

    public Device {
        if (pathInContainer.isEmpty()) {
            pathInContainer = pathOnHost;
        }
        if (permissions.isEmpty()) {
            permissions = ALL;
        }
    }

    /** One that is in the container at the same place. */
    public static Device of(String path) {
        return new Device(path, path, ALL);
    }

    /** Whether it must be shown at a place of its own. */
    public boolean isElsewhere() {
        return !pathOnHost.equals(pathInContainer);
    }

    void check() {
        if (!HostRules.DEVICES.contains(pathOnHost)) {
            throw new EngineException.InvalidParameter(
                    "error gathering device information while adding custom device \""
                            + pathOnHost + "\": not a device of this lab host, which has "
                            + String.join(", ", HostRules.DEVICES));
        }
        if (!pathInContainer.startsWith("/") || pathInContainer.indexOf('\0') >= 0) {
            throw new EngineException.InvalidParameter(pathInContainer + " is not an absolute path");
        }
        if (!permissions.matches("(?!.*(.).*\\1)[rwm]{1,3}")) {
            throw new EngineException.InvalidParameter("bad mode specified: " + permissions);
        }
    }
}
