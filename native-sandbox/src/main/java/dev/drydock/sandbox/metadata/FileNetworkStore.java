package dev.drydock.sandbox.metadata;

import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.network.NetworkStore;
import dev.drydock.core.network.Networks;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One lab's networks, one file each. */
public final class FileNetworkStore implements NetworkStore {
    private final DocumentFolder<NetworkDocument> folder;

    public FileNetworkStore(Path directory) {
        folder = new DocumentFolder<>(directory, NetworkDocument.class, NetworkDocument::id);
    }

    private record NetworkDocument(
            String id,
            String name,
            String driver,
            String createdAt,
            String subnet,
            String gateway,
            Network.@Nullable Ipv6 ipv6,
            Network.@Nullable Settings settings) {
        static NetworkDocument of(Network network) {
            return new NetworkDocument(
                    network.id().value(),
                    network.name(),
                    network.driver(),
                    network.createdAt().toString(),
                    network.subnet(),
                    network.gateway(),
                    network.ipv6().orElse(null),
                    network.settings());
        }

        Network read() {
            return new Network(
                    new NetworkId(id),
                    name,
                    driver,
                    Instant.parse(createdAt),
                    subnet,
                    gateway,
                    Optional.ofNullable(ipv6),
                    settings == null ? Network.Settings.NONE : settings);
        }
    }

    @Override
    public List<Network> load() {
        return folder.load(NetworkDocument::read);
    }

    @Override
    public void save(Network network) {
        Durability durability = Networks.isPredefined(network.name()) ? Durability.SERVER : Durability.MACHINE;
        folder.save(NetworkDocument.of(network), durability);
    }

    @Override
    public void delete(NetworkId id) {
        folder.delete(id.value(), Durability.MACHINE);
    }
}
