package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Networks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which options contradict the network that a container is to have; the sentences are dockerd's. */
final class NetworkModeRules {
    static final String HOST_AND_LINKS = "conflicting options: host type networking can't be used with links."
            + " This would result in undefined behavior";

    static final String HOST_ALONE = "container cannot be disconnected from host network or connected to host network";

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
                shared && !host.ports().isEmpty(),
                "conflicting options: port publishing and the container type network mode");
        refuse(
                shared && !config.exposedPorts().isEmpty(),
                "conflicting options: port exposing and the container type network mode");
    }

    private static void refuse(boolean conflict, String sentence) {
        if (conflict) {
            throw new EngineException.InvalidParameter(sentence);
        }
    }

    /** The networks of a new container: that of its mode first, then others by name. */
    static List<EndpointConfig> networks(HostConfig host, List<EndpointConfig> wanted) {
        List<EndpointConfig> networks = new ArrayList<>(host.networks());
        for (EndpointConfig config : wanted) {
            EndpointConfig named = config.network().equals("default") ? config.on(Networks.DEFAULT) : config;
            refuse(
                    networks.isEmpty(),
                    "Container sharing network namespace with another container or host cannot be"
                            + " connected to any other network");
            checkAddresses(named);
            if (named.network().equals(networks.getFirst().network())) {
                networks.set(0, named);
            } else {
                refuse(host.isHostNetwork() || named.network().equals("host"), HOST_ALONE);
                networks.add(named);
            }
        }
        if (networks.size() > 1) {
            networks.subList(1, networks.size()).sort(Comparator.comparing(EndpointConfig::network));
        }
        return networks;
    }

    static void checkAddresses(EndpointConfig config) {
        String four = config.address();
        String six = config.ipv6Address();
        refuse(!four.isEmpty() && Addresses.find(four).isEmpty(), "invalid IPv4 address: " + four);
        refuse(!six.isEmpty() && Addresses.findIpv6(six).isEmpty(), "invalid IPv6 address: " + six);
    }
}
