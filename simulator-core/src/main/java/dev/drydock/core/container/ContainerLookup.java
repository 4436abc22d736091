package dev.drydock.core.container;

import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.network.Networks;
import dev.drydock.core.network.Overlays.NamedPlace;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

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
        return container.isRunning() ? joined(container) : List.of();
    }

    private List<Place> joined(Container container) {
        List<Place> places = new ArrayList<>();
        for (Endpoint endpoint : container.endpoints()) {
            networks.byId(endpoint.network())
                    .filter(Network::isUserDefined)
                    .ifPresent(network -> places.add(new Place(container, network, endpoint)));
        }
        return places;
    }

    /** Who asks runs, even if its start has not been told to the end. */
    private List<Place> own(ContainerId asking) {
        return index.byId(asking).map(live -> joined(live.value())).orElse(List.of());
    }

    /** All that the asking container can see. */
    private List<Place> visible(ContainerId asking) {
        Set<String> reached = new HashSet<>();
        own(asking).forEach(place -> reached.add(place.network().id().value()));
        return index.all().stream()
                .flatMap(live -> places(live.value()).stream())
                .filter(place -> reached.contains(place.network().id().value()))
                .toList();
    }

    /** Who is on a network, for the student's other lab hosts. */
    public Stream<NamedPlace> places(NetworkId network) {
        return index.all().stream()
                .flatMap(live -> places(live.value()).stream())
                .filter(place -> place.network().id().equals(network))
                .map(place -> new NamedPlace(
                        place.network(),
                        place.container().name(),
                        names(place),
                        place.endpoint().addresses().toList()));
    }

    /** Those on other lab hosts that the asking container can see. */
    private Stream<NamedPlace> visibleElsewhere(ContainerId asking) {
        return own(asking).stream()
                .map(Place::network)
                .filter(Network::isOverlay)
                .flatMap(network -> networks.elsewhere(network.id()).stream());
    }

    /** Addresses of a name, of both versions of IP, in any order. */
    public List<InetAddress> addresses(ContainerId asking, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<Place> visible = visible(asking);
        List<InetAddress> linked = linked(asking, wanted, visible);
        Stream<InetAddress> here = visible.stream()
                .filter(place -> isCalled(place.network(), names(place), wanted))
                .flatMap(place -> place.endpoint().addresses());
        Stream<InetAddress> elsewhere = visibleElsewhere(asking)
                .filter(place -> isCalled(place.network(), place.names(), wanted))
                .flatMap(place -> place.addresses().stream());
        return linked.isEmpty() ? Stream.concat(here, elsewhere).distinct().toList() : linked;
    }

    private List<InetAddress> linked(ContainerId asking, String wanted, List<Place> visible) {
        List<InetAddress> found = new ArrayList<>();
        index.byId(asking)
                .map(LiveContainer::value)
                .ifPresent(owner -> owner.networks()
                        .forEach(config -> config.links().stream()
                                .map(Link::parse)
                                .filter(link -> link.alias().equalsIgnoreCase(wanted))
                                .forEach(link -> visible.stream()
                                        .filter(place -> config.isFor(place.network()))
                                        .filter(place -> isNamed(place.container(), link.target()))
                                        .flatMap(place -> place.endpoint().addresses())
                                        .forEach(found::add))));
        return found;
    }

    private static boolean isNamed(Container container, String key) {
        String name = ContainerNames.withoutSlash(key);
        return container.name().equals(name)
                || (name.length() >= 12 && container.id().value().startsWith(name));
    }

    private static boolean isCalled(Network network, List<String> names, String wanted) {
        String suffix = "." + network.name().toLowerCase(Locale.ROOT);
        String name = wanted.endsWith(suffix) ? wanted.substring(0, wanted.length() - suffix.length()) : wanted;
        return names.stream().anyMatch(one -> one.equalsIgnoreCase(wanted) || one.equalsIgnoreCase(name));
    }

    private static List<String> names(Place place) {
        List<String> names = new ArrayList<>();
        names.add(place.container().name());
        names.add(place.container().id().abbreviated());
        place.container().networks().stream()
                .filter(config -> config.isFor(place.network()))
                .forEach(config -> names.addAll(config.aliases()));
        return names;
    }

    /** All names of all networks that users made, in the order of the networks' names and theirs; links are not for everybody. */
    public List<NameRecord> records() {
        List<NameRecord> records = new ArrayList<>();
        for (Network network : networks.list()) {
            Map<String, List<InetAddress>> names = new TreeMap<>();
            Stream.concat(places(network.id()), elsewhere(network))
                    .forEach(place -> place.names().stream()
                            .distinct()
                            .forEach(name -> names.computeIfAbsent(name, _ -> new ArrayList<>())
                                    .addAll(place.addresses())));
            names.forEach((name, addresses) -> records.add(new NameRecord(network.id(), name, addresses)));
        }
        return records;
    }

    private Stream<NamedPlace> elsewhere(Network network) {
        return network.isOverlay() ? networks.elsewhere(network.id()).stream() : Stream.of();
    }

    /** The name of who has an address, with the network's name behind a dot. */
    public Optional<String> nameOf(ContainerId asking, InetAddress address) {
        return visible(asking).stream()
                .filter(place -> place.endpoint().addresses().anyMatch(address::equals))
                .findFirst()
                .map(place -> place.container().name() + "." + place.network().name())
                .or(() -> visibleElsewhere(asking)
                        .filter(place -> place.addresses().contains(address))
                        .findFirst()
                        .map(place -> place.name() + "." + place.network().name()));
    }

    /** Whom the asking container wants to be asked for what nobody here is, at addresses of IPv4. */
    public List<Inet4Address> servers(ContainerId asking) {
        return index.byId(asking).map(LiveContainer::value).stream()
                .flatMap(container -> container.hostConfig().names().servers().stream())
                .flatMap(server -> Addresses.find(server).stream())
                .toList();
    }

    /** Whether a way leads out of one of the container's networks, through the lab host. */
    public boolean leadsOut(ContainerId asking) {
        return index.byId(asking)
                .map(live -> live.value().endpoints().stream()
                        .anyMatch(endpoint -> !endpoint.link().internal() && endpoint.isOnBridge()))
                .orElse(false);
    }
}
