package dev.drydock.core.container;

import java.util.List;

/**
 * What a container may do, in Docker's words. Capabilities are names with or without {@code CAP_}, or {@code ALL}.
 *
 * @param seccompUnconfined leave out the container's own system call filter; the lab's filter holds nevertheless
 */
public record Security(
        List<String> addedCapabilities,
        List<String> droppedCapabilities,
        boolean privileged,
        boolean noNewPrivileges,
        boolean seccompUnconfined) {
    public static final Security DEFAULT = new Security(List.of(), List.of(), false, false, false);

    public Security {
        addedCapabilities = List.copyOf(addedCapabilities);
        droppedCapabilities = List.copyOf(droppedCapabilities);
    }
}
