package dev.drydock.core.container;

import java.util.List;

/**
 * What a container may do, in Docker's words. Capabilities are names with or without {@code CAP_}, or {@code ALL}.
 *
 * @param seccompProfile a profile in Docker's JSON format, {@code unconfined} for none of the container's own, or empty
 *     for the default; the lab's filter holds nevertheless
 * @param systemPathsUnconfined show and leave writable what is hidden of {@code /proc} and {@code /sys} by default
 */
public record Security(
        List<String> addedCapabilities,
        List<String> droppedCapabilities,
        boolean privileged,
        boolean noNewPrivileges,
        String seccompProfile,
        boolean systemPathsUnconfined) {
    public static final String UNCONFINED = "unconfined";
    public static final Security DEFAULT = new Security(List.of(), List.of(), false, false, "", false);

    public Security {
        addedCapabilities = List.copyOf(addedCapabilities);
        droppedCapabilities = List.copyOf(droppedCapabilities);
    }

    public static Security ofPrivileged() {
        return new Security(List.of(), List.of(), true, false, "", false);
    }

    /** Adds to Docker's default capabilities and takes from them. */
    public static Security ofCapabilities(List<String> added, List<String> dropped) {
        return new Security(added, dropped, false, false, "", false);
    }

    /** Whether the container has no system call filter of its own. */
    public boolean isSeccompUnconfined() {
        return seccompProfile.equals(UNCONFINED);
    }
}
