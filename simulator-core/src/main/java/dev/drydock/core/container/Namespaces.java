package dev.drydock.core.container;

import java.util.Optional;

/**
 * Which namespaces a container shares, in Docker's words. {@code host} always means the lab host, never the machine.
 *
 * @param ipc empty, {@code none}, {@code private}, {@code shareable}, {@code host} or {@code container:KEY}
 * @param pid empty, {@code host} or {@code container:KEY}
 * @param uts empty or {@code host}
 * @param user empty or {@code host}: both are the lab host's
 * @param cgroup empty, {@code private} or {@code host}
 */
public record Namespaces(String ipc, String pid, String uts, String user, String cgroup) {
    public static final Namespaces DEFAULT = new Namespaces("private", "", "", "", "private");

    static final String HOST = "host";
    private static final String CONTAINER = "container:";

    /** The key of the container that is named in a mode. */
    static Optional<String> containerIn(String mode) {
        return mode.startsWith(CONTAINER) ? Optional.of(mode.substring(CONTAINER.length())) : Optional.empty();
    }

    /** A namespace as the runtime is to make it. */
    public sealed interface Choice {
        /** A new one. */
        record Own() implements Choice {}

        /** The lab host's. */
        record Lab() implements Choice {}

        /** That of a running container. */
        record Shared(ContainerId container) implements Choice {}
    }
}
