package dev.drydock.sandbox.metadata;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerConfig;
import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.EndpointConfig;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.Healthcheck;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.StoredContainer;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.NetworkId;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.network.SubDevice;
import dev.drydock.core.reference.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A container as it stands in its file. Fields may be added; the meaning of those that are there never changes. */
record ContainerDocument(
        String id,
        String name,
        String createdAt,
        String image,
        ConfigDocument config,
        HostDocument host,
        StateDocument state,
        int restartCount,
        boolean stoppedByUser,
        @Nullable List<EndpointConfigDocument> networks,
        List<EndpointDocument> endpoints,
        @Nullable List<PublishedPort> ports,
        @Nullable HealthDocument health,
        @Nullable Boolean pausedByCommit,
        @Nullable List<MountDocument> mounts) {

    static ContainerDocument of(StoredContainer stored) {
        Container container = stored.container();
        return new ContainerDocument(
                container.id().value(),
                container.name(),
                container.createdAt().toString(),
                container.imageId().toString(),
                ConfigDocument.of(container.config()),
                HostDocument.of(container.hostConfig()),
                StateDocument.of(container.state()),
                container.restartCount(),
                stored.stoppedByUser(),
                container.networks().stream().map(EndpointConfigDocument::of).toList(),
                container.endpoints().stream().map(EndpointDocument::of).toList(),
                container.ports(),
                container.health().map(HealthDocument::of).orElse(null),
                stored.pausedByCommit() ? true : null,
                container.mounts().stream().map(MountDocument::of).toList());
    }

    StoredContainer read() {
        HostConfig hostConfig = host.read();
        Container container = new Container(
                new ContainerId(id),
                name,
                Instant.parse(createdAt),
                new ImageId(Digest.parse(image)),
                config.read(),
                hostConfig,
                state.read(),
                restartCount,
                networks == null
                        ? hostConfig.networks()
                        : networks.stream().map(EndpointConfigDocument::read).toList(),
                endpoints.stream().map(EndpointDocument::read).toList(),
                ports == null ? List.of() : ports,
                Optional.ofNullable(health).map(HealthDocument::read),
                mounts == null
                        ? List.of()
                        : mounts.stream().map(MountDocument::read).toList());
        return new StoredContainer(container, stoppedByUser, pausedByCommit != null && pausedByCommit);
    }

    record ConfigDocument(
            String image,
            String hostname,
            String domainname,
            String user,
            ContainerConfig.Streams streams,
            List<String> command,
            List<String> entrypoint,
            List<String> environment,
            String workingDirectory,
            List<String> exposedPorts,
            Map<String, String> labels,
            String stopSignal,
            @Nullable Integer stopTimeout,
            @Nullable Healthcheck healthcheck,
            @Nullable List<String> shell,
            @Nullable String macAddress,
            @Nullable List<String> volumes) {
        static ConfigDocument of(ContainerConfig config) {
            return new ConfigDocument(
                    config.image(),
                    config.hostname(),
                    config.domainname(),
                    config.user(),
                    config.streams(),
                    config.command(),
                    config.entrypoint(),
                    config.environment(),
                    config.workingDirectory(),
                    config.exposedPorts(),
                    config.labels(),
                    config.stopSignal(),
                    config.stopTimeout().orElse(null),
                    config.healthcheck().orElse(null),
                    config.shell(),
                    config.macAddress(),
                    config.volumes());
        }

        ContainerConfig read() {
            return new ContainerConfig(
                    image,
                    hostname,
                    domainname,
                    user,
                    streams,
                    command,
                    entrypoint,
                    environment,
                    workingDirectory,
                    exposedPorts,
                    labels,
                    stopSignal,
                    Optional.ofNullable(stopTimeout),
                    Optional.ofNullable(healthcheck),
                    shell == null ? List.of() : shell,
                    macAddress == null ? "" : macAddress,
                    volumes == null ? List.of() : volumes);
        }
    }

    record StatusDocument(int code, boolean outOfMemory, String finishedAt) {
        static StatusDocument of(ExitStatus status) {
            return new StatusDocument(
                    status.code(), status.outOfMemory(), status.finishedAt().toString());
        }

        ExitStatus read() {
            return new ExitStatus(code, outOfMemory, Instant.parse(finishedAt));
        }
    }

    record LinkDocument(
            boolean internal,
            boolean isolated,
            int mtu,
            @Nullable SubDevice sub) {
        static LinkDocument of(Endpoint.Link link) {
            return new LinkDocument(
                    link.internal(), link.isolated(), link.mtu(), link.sub().orElse(null));
        }

        Endpoint.Link read() {
            return new Endpoint.Link(internal, isolated, mtu, Optional.ofNullable(sub));
        }
    }

    record EndpointConfigDocument(
            String network,
            List<String> aliases,
            String address,
            @Nullable String ipv6Address,
            List<String> links,
            String macAddress,
            int gatewayPriority) {
        static EndpointConfigDocument of(EndpointConfig config) {
            return new EndpointConfigDocument(
                    config.network(),
                    config.aliases(),
                    config.address(),
                    config.ipv6Address(),
                    config.links(),
                    config.macAddress(),
                    config.gatewayPriority());
        }

        EndpointConfig read() {
            return new EndpointConfig(
                    network,
                    aliases,
                    address,
                    ipv6Address == null ? "" : ipv6Address,
                    links,
                    macAddress,
                    gatewayPriority);
        }
    }

    record Ipv6Document(String address, int prefixLength, String gateway) {
        static Ipv6Document of(Endpoint.Ipv6Place place) {
            return new Ipv6Document(
                    Addresses.text(place.address()), place.prefixLength(), Addresses.text(place.gateway()));
        }

        Endpoint.Ipv6Place read() {
            return new Endpoint.Ipv6Place(
                    Addresses.findIpv6(address).orElseThrow(),
                    prefixLength,
                    Addresses.findIpv6(gateway).orElseThrow());
        }
    }

    record EndpointDocument(
            String network,
            String endpoint,
            String bridge,
            String device,
            String address,
            int prefixLength,
            String gateway,
            String macAddress,
            @Nullable LinkDocument link,
            @Nullable Ipv6Document ipv6) {
        static EndpointDocument of(Endpoint endpoint) {
            return new EndpointDocument(
                    endpoint.network().value(),
                    endpoint.endpointId(),
                    endpoint.bridge(),
                    endpoint.device(),
                    endpoint.address().getHostAddress(),
                    endpoint.prefixLength(),
                    endpoint.gateway().getHostAddress(),
                    endpoint.macAddress(),
                    LinkDocument.of(endpoint.link()),
                    endpoint.ipv6().map(Ipv6Document::of).orElse(null));
        }

        Endpoint read() {
            return new Endpoint(
                    new NetworkId(network),
                    endpoint,
                    bridge,
                    device,
                    Addresses.parse(address),
                    prefixLength,
                    Addresses.parse(gateway),
                    macAddress,
                    link == null ? Endpoint.Link.ORDINARY : link.read(),
                    Optional.ofNullable(ipv6).map(Ipv6Document::read));
        }
    }
}
