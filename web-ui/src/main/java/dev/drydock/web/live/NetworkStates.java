package dev.drydock.web.live;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.engine.EngineView;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.network.OverlayNetwork;
import dev.drydock.web.live.NetworkState.Carrier;
import dev.drydock.web.live.NetworkState.Peer;
import dev.drydock.web.live.NetworkState.Place;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns an engine's networks, and who is on them, into what pictures need of them. */
final class NetworkStates {
    private final List<Network> networks;
    private final List<OverlayNetwork> overlays;
    private final List<Container> containers;
    private final Map<Spot, List<String>> names = new HashMap<>();

    /** An address means something on its network only. */
    private record Spot(NetworkId network, InetAddress address) {}

    /** @param containers all of the engine */
    NetworkStates(EngineView view, List<Container> containers) {
        this.containers = containers;
        networks = view.networks().stream()
                .sorted(Comparator.comparing(Network::createdAt))
                .toList();
        overlays = view.overlays();
        for (NameRecord name : view.names()) {
            for (InetAddress address : name.addresses()) {
                names.computeIfAbsent(new Spot(name.network(), address), _ -> new ArrayList<>())
                        .add(name.name());
            }
        }
    }

    /** Oldest first. */
    List<NetworkState> all() {
        return networks.stream().map(this::state).toList();
    }

    private NetworkState state(Network network) {
        boolean hasDevice = network.isBridge() || network.subDevice().isPresent();
        return new NetworkState(
                network.id().value(),
                network.name(),
                network.driver(),
                network.subnet(),
                network.gateway(),
                network.ipv6().map(Network.Ipv6::subnet),
                hasDevice ? network.bridge() : "",
                network.subDevice().map(device -> device.mode()),
                network.isClosed(),
                overlays.stream()
                        .filter(overlay -> overlay.network().equals(network.id()))
                        .findFirst()
                        .map(NetworkStates::carrier));
    }

    private static Carrier carrier(OverlayNetwork overlay) {
        return new Carrier(
                overlay.vxlan().vni(),
                overlay.vxlan().device(),
                overlay.endpoints().stream()
                        .map(end -> new Peer(end.host(), end.address().getHostAddress()))
                        .toList());
    }

    /** Id of the container in whose network namespace this one is; empty also when that is gone. */
    Optional<String> shares(Container container) {
        return container
                .hostConfig()
                .sharedNetworkOf()
                .flatMap(key -> containers.stream()
                        .filter(one ->
                                one.name().equals(key) || one.id().value().startsWith(key))
                        .findFirst())
                .map(owner -> owner.id().value());
    }

    /** Ids of the networks that a container is on whenever it runs. */
    List<String> joins(Container container) {
        return container.networks().stream()
                .flatMap(wish -> networks.stream().filter(wish::isFor).limit(1))
                .map(network -> network.id().value())
                .toList();
    }

    /** A container's places; none while it does not run, since others may have its addresses then. */
    List<Place> places(Container container) {
        return container.isRunning()
                ? container.endpoints().stream().map(this::place).toList()
                : List.of();
    }

    private Place place(Endpoint endpoint) {
        return new Place(
                endpoint.network().value(),
                endpoint.device(),
                endpoint.hostDevice(),
                endpoint.address().getHostAddress(),
                endpoint.prefixLength(),
                endpoint.ipv6().map(six -> Addresses.text(six.address()) + "/" + six.prefixLength()),
                endpoint.macAddress(),
                names.getOrDefault(new Spot(endpoint.network(), endpoint.address()), List.of()));
    }
}
