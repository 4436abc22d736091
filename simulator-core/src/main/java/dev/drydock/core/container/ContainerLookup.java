package dev.drydock.core.container;

import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.Networks;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who has which name on the networks that users made: the container's name, its aliases and short id there, and what a link
 * of the asking container calls it; each of them also with the network's name behind a dot.
 */
public final class ContainerLookup {
    private final ContainerIndex index;
    private final Networks networks;

    ContainerLookup(ContainerIndex index, Networks networks) {
        this.index = index;
        this.networks = networks;
    }

    /** One that answers to a name on a network. */
    private record Place(Container container, Network network, Endpoint endpoint) {}

    private List<Place> places(Container container) {
        List<Place> places = new ArrayList<>();
        if (container.isRunning()) {
            for (Endpoint endpoint : container.endpoints()) {
                networks.byId(endpoint.network())
                        .filter(Network::isUserDefined)
                        .ifPresent(network -> places.add(new Place(container, network, endpoint)));
            }
        }
        return places;
    }

    /** All that the asking container can see. */
    private List<Place> visible(ContainerId asking) {
        List<Place> own = index.byId(asking).map(live -> places(live.value())).orElse(List.of());
        Set<String> reached = new HashSet<>();
        own.forEach(place -> reached.add(place.network().id().value()));
        return index.all().stream()
                .flatMap(live -> places(live.value()).stream())
                .filter(place -> reached.contains(place.network().id().value()))
                .toList();
    }

    /** Addresses of a name, in any order. */
    public List<Inet4Address> addresses(ContainerId asking, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Place> visible = visible(asking);
        List<Inet4Address> linked = linked(asking, wanted, visible);
        return linked.isEmpty()
                ? visible.stream()
                        .filter(place -> isCalled(place, wanted))
                        .map(place -> place.endpoint().address())
                        .distinct()
                        .toList()
                : linked;
    }

    private List<Inet4Address> linked(ContainerId asking, String wanted, List<Place> visible) {
        List<Inet4Address> found = new ArrayList<>();
        index.byId(asking)
                .map(LiveContainer::value)
                .ifPresent(owner -> owner.networks()
                        .forEach(config -> config.links().stream()
                                .map(Link::parse)
                                .filter(link -> link.alias().equalsIgnoreCase(wanted))
                                .forEach(link -> visible.stream()
                                        .filter(place -> ContainerNetworking.isOf(config, place.network()))
                                        .filter(place -> isNamed(place.container(), link.target()))
                                        .forEach(place ->
                                                found.add(place.endpoint().address())))));
        return found;
    }

    private static boolean isNamed(Container container, String key) {
        String name = ContainerNames.withoutSlash(key);
        return container.name().equals(name)
                || (name.length() >= 12 && container.id().value().startsWith(name));
    }

    private static boolean isCalled(Place place, String wanted) {
        String suffix = "." + place.network().name().toLowerCase(Locale.ROOT);
        String name = wanted.endsWith(suffix) ? wanted.substring(0, wanted.length() - suffix.length()) : wanted;
        return names(place).stream().anyMatch(one -> one.equalsIgnoreCase(wanted) || one.equalsIgnoreCase(name));
    }

    private static List<String> names(Place place) {
        List<String> names = new ArrayList<>();
        names.add(place.container().name());
        names.add(place.container().id().abbreviated());
        place.container().networks().stream()
                .filter(config -> ContainerNetworking.isOf(config, place.network()))
                .forEach(config -> names.addAll(config.aliases()));
        return names;
    }

    /** The name of who has an address, with the network's name behind a dot. */
    public Optional<String> nameOf(ContainerId asking, Inet4Address address) {
        return visible(asking).stream()
                .filter(place -> place.endpoint().address().equals(address))
                .findFirst()
                .map(place -> place.container().name() + "." + place.network().name());
    }

    /** Whether a way leads out of one of the container's networks. */
    public boolean leadsOut(ContainerId asking) {
        return index.byId(asking)
                .map(live -> live.value().endpoints().stream()
                        .anyMatch(endpoint -> !endpoint.link().internal()))
                .orElse(false);
    }
}
