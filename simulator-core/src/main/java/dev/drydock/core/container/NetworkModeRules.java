package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;

/** Which options contradict the network that a container is to have; the sentences are dockerd's. */
final class NetworkModeRules {
    static final String HOST_AND_LINKS = "conflicting options: host type networking can't be used with links."
            + " This would result in undefined behavior";

    private NetworkModeRules() {}

    static void check(ContainerConfig config, HostConfig host) {
        boolean shared = host.sharedNetworkOf().isPresent();
        refuse(
                host.networkMode().equals("container:"),
                "invalid network mode: invalid container format container:<name|id>");
        refuse(
                host.namespaces().uts().equals(Namespaces.HOST)
                        && !config.hostname().isEmpty(),
                "conflicting options: hostname and the UTS mode");
        refuse(shared && !config.hostname().isEmpty(), "conflicting options: hostname and the network mode");
        refuse(host.isHostNetwork() && !host.links().isEmpty(), HOST_AND_LINKS);
        refuse(
                shared && !host.links().isEmpty(),
                "conflicting options: container type network can't be used with links."
                        + " This would result in undefined behavior");
        refuse(
                (shared || host.isHostNetwork()) && !config.macAddress().isEmpty(),
                "conflicting options: mac-address and the network mode");
        refuse(
                shared && !config.exposedPorts().isEmpty(),
                "conflicting options: port exposing and the container type network mode");
    }

    private static void refuse(boolean conflict, String sentence) {
        if (conflict) {
            throw new EngineException.InvalidParameter(sentence);
        }
    }
}
