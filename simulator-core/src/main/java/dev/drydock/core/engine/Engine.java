package dev.drydock.core.engine;

import dev.drydock.core.build.BuildServices;
import dev.drydock.core.build.Builds;
import dev.drydock.core.container.ContainerServices;
import dev.drydock.core.container.Containers;
import dev.drydock.core.distribution.Distribution;
import dev.drydock.core.dns.NameServers;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.ImageRemoval;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.network.Networks;
import dev.drydock.core.volume.Volumes;

/** One lab's engine. Closing it ends nothing that runs: the next engine on the same ports goes on with it. */
public final class Engine implements AutoCloseable {
    private final String hostName;
    private final Containers containers;
    private final Images images;
    private final ImageRemoval imageRemoval;
    private final Distribution distribution;
    private final EgressNames egress;
    private final NameServers nameServers;
    private final Networks networks;
    private final Volumes volumes;
    private final Builds builds;
    private final EventLog events;

    private Engine(EnginePorts ports, Containers containers, Images images, Attached attached, EventLog events) {
        this.hostName = ports.hostName();
        this.containers = containers;
        this.images = images;
        this.imageRemoval = new ImageRemoval(images, containers::using, ports.unused());
        this.distribution = new Distribution(ports.registries(), images, ports.unused());
        this.egress = ports.egress();
        this.nameServers = ports.nameServers();
        this.networks = attached.networks();
        this.volumes = attached.volumes();
        this.events = events;
        this.builds = new Builds(new BuildServices(
                images, containers, volumes, distribution, ports.scratch(), events, ports.ids(), ports.clock()));
    }

    /** Loads what the lab has and brings it in line with what really runs. */
    public static Engine open(EnginePorts ports) {
        EventLog events = new EventLog(ports.clock());
        Images images = Images.open(
                new ImageServices(ports.imageStore(), ports.content(), events, ports.clock()), ports.firstImages());
        Networks networks = Networks.open(
                ports.networkStore(),
                ports.networkDriver(),
                ports.overlays(),
                new Networks.Sources(events, ports.ids(), ports.clock()));
        Volumes volumes = Volumes.open(ports.volumeStore(), ports.volumeFiles(), events, ports.ids(), ports.clock());
        Containers containers = Containers.open(new ContainerServices(
                ports.runtime(),
                ports.writableLayers(),
                ports.containerStore(),
                images,
                networks,
                volumes,
                events,
                ports.ids(),
                ports.clock(),
                ports.scheduler(),
                ports.hostName()));
        networks.nameBy(containers.connections().lookup()::places);
        return new Engine(ports, containers, images, new Attached(networks, volumes), events);
    }

    /** What containers are given. */
    private record Attached(Networks networks, Volumes volumes) {}

    /** Name of the lab host. */
    public String hostName() {
        return hostName;
    }

    public Containers containers() {
        return containers;
    }

    public Images images() {
        return images;
    }

    /** Removes images that no container needs. */
    public ImageRemoval imageRemoval() {
        return imageRemoval;
    }

    /** Pulls from and pushes to registries. */
    public Distribution distribution() {
        return distribution;
    }

    /** Makes images from Dockerfiles. */
    public Builds builds() {
        return builds;
    }

    public Networks networks() {
        return networks;
    }

    public Volumes volumes() {
        return volumes;
    }

    /** What containers and the lab host ask for names. */
    public NameService names() {
        return new NameService(containers.connections().lookup(), egress, nameServers);
    }

    /** What is reached outside of the lab host. */
    public EgressNames egress() {
        return egress;
    }

    public EventLog events() {
        return events;
    }

    public EngineView view() {
        return new LiveEngineView(this);
    }

    /** Ends the event subscriptions and takes back pending restarts. */
    @Override
    public void close() {
        networks.close();
        containers.close();
        events.close();
    }
}
