package dev.drydock.core.container;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.volume.Mount;
import java.util.List;
import java.util.Optional;

/** Makes containers: all parts of one, or none. */
final class ContainerCreation {
    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerLinks links;
    private final ContainerEvents events;

    ContainerCreation(ContainerServices services, ContainerIndex index, ContainerLinks links, ContainerEvents events) {
        this.services = services;
        this.index = index;
        this.links = links;
        this.events = events;
    }

    /** @param hidden mounted besides, and shown to nobody */
    Container create(
            Optional<String> name,
            ContainerConfig given,
            HostConfig asked,
            List<EndpointConfig> endpoints,
            List<Mount> hidden) {
        ContainerRules.check(given);
        ResourceSupport support = services.runtime().support();
        HostConfig wanted = asked.withResources(asked.resources().heldBy(support));
        HostRules.check(wanted, support);
        NetworkModeRules.check(given, wanted);
        List<EndpointConfig> networks = NetworkModeRules.networks(wanted, endpoints);
        HostConfig host = links.resolve(wanted);
        Image image = services.images().find(given.image());
        ContainerConfig merged = ContainerDefaults.merge(given, image.config().config());
        ContainerId id = new ContainerId(services.ids().next());
        ContainerMounts mounts = new ContainerMounts(services, id, host);
        mounts.check();
        Plan plan = new Plan(id, withHostname(merged, id, host), host, networks, given.workingDirectory(), hidden);
        Container made = make(plan, name, image, mounts);
        events.publish(made, "create");
        return made;
    }

    /** @param directory the working directory that the client asks for */
    private record Plan(
            ContainerId id,
            ContainerConfig config,
            HostConfig host,
            List<EndpointConfig> networks,
            String directory,
            List<Mount> hidden) {}

    @SuppressWarnings("IllegalCatch") // whatever failed, the half-made container goes, and the failure goes on
    private Container make(Plan plan, Optional<String> name, Image image, ContainerMounts mounts) {
        ContainerId id = plan.id();
        Undo undo = new Undo();
        try (ContentLease _ = services.images().hold(image)) {
            String reserved = index.names().reserve(name, id);
            undo.add(() -> index.names().release(reserved, id));
            services.layers().create(id, image.chain());
            undo.add(() -> services.layers().remove(id));
            services.runtime().create(id, plan.host().log().keptBytes());
            undo.add(() -> services.runtime().delete(id));
            undo.add(mounts::undo);
            List<Mount> registered =
                    mounts.register(plan.config(), key -> index.find(key).value());
            makeWorkingDirectory(id, plan.directory());
            mounts.fill();
            Container container = new Container(
                    id,
                    reserved,
                    services.clock().instant(),
                    image.id(),
                    plan.config(),
                    plan.host(),
                    ContainerState.Created.NEW,
                    0,
                    plan.networks(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    registered);
            LiveContainer live = new LiveContainer(new StoredContainer(container, false));
            live.setHiddenMounts(plan.hidden());
            services.store().save(live.stored());
            // While the image is held: from here on the container keeps it.
            index.add(live);
            return container;
        } catch (RuntimeException e) {
            undo.run(e);
            throw e;
        }
    }

    /**
     * dockerd makes it with the container rather than at the start, and so refuses at once what cannot be one. Only that which
     * the client asks for: an image has its own, or gets it at the start, and looking costs a mount.
     */
    private void makeWorkingDirectory(ContainerId id, String directory) {
        if (directory.isEmpty() || directory.equals("/")) {
            return;
        }
        try (ContainerTree tree = services.runtime().files(id)) {
            String path = ContainerPath.of(directory).followed(tree::readLink);
            Optional<FileStat> found = tree.stat(path);
            if (found.isEmpty()) {
                tree.makeDirectory(path);
            } else if (!found.get().isDirectory()) {
                throw new EngineException.SystemFailure("Cannot mkdir: " + directory + " is not a directory");
            }
        }
    }

    private ContainerConfig withHostname(ContainerConfig config, ContainerId id, HostConfig host) {
        if (!config.hostname().isEmpty()) {
            return config;
        }
        return config.withHostname(host.isHostNetwork() ? services.hostName() : id.abbreviated());
    }
}
