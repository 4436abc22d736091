package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerRuntime;
import dev.drydock.core.container.WritableLayers;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageServices;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.OfflineImages;
import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.network.NetworkDriver;
import dev.drydock.core.network.Overlays;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.simulated.InMemoryImageStore;
import dev.drydock.core.simulated.SimulatedLab;
import dev.drydock.core.simulated.SimulatedServer;
import dev.drydock.core.time.ThreadScheduler;
import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.sandbox.cgroup.LinuxCgroups;
import dev.drydock.sandbox.disk.DiskLimits;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.disk.LabDisks;
import dev.drydock.sandbox.disk.LoopDisks;
import dev.drydock.sandbox.images.MachineRecipes;
import dev.drydock.sandbox.metadata.FileBlobStore;
import dev.drydock.sandbox.metadata.FileContainerStore;
import dev.drydock.sandbox.metadata.FileImageStore;
import dev.drydock.sandbox.metadata.FileNetworkStore;
import dev.drydock.sandbox.metadata.FileVolumeStore;
import dev.drydock.sandbox.network.OutsideHosts;
import dev.drydock.sandbox.storage.LinuxLayerStore;
import dev.drydock.sandbox.storage.ScratchFiles;
import dev.drydock.sandbox.storage.Tar;
import dev.drydock.sandbox.storage.TreeRemover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Everything below the web of a server, on real adapters in a directory of its own. Sockets are open, but not served. */
public final class TestServer implements AutoCloseable {
    private static final DiskLimits DISK = new DiskLimits(256L << 20, 16 * 1024);

    private final Path data;
    private final Setup setup;
    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final Map<LabId, ServerSocketChannel> sockets = new ConcurrentHashMap<>();
    private final Map<LabId, ServerSocketChannel> registries = new ConcurrentHashMap<>();
    private final LinuxLayerStore layers;
    private final FileBlobStore blobs;
    private final SharedContent content;
    private final List<ImageRecord> images;
    private final Map<LabId, Bare> bare = new ConcurrentHashMap<>();
    private final Map<LabId, Overlays> overlays = new ConcurrentHashMap<>();
    private final Set<LabId> withoutEngine = ConcurrentHashMap.newKeySet();
    private final LabDisks disks;
    private final TestRoots roots = new TestRoots();
    private LinuxLabHosts hosts;

    private TestServer(Path data, Setup setup) {
        this.data = data;
        this.setup = setup;
        this.layers = LinuxLayerStore.open(data.resolve("layers"));
        this.blobs = new FileBlobStore(data.resolve("blobs"));
        Platform platform = MachineRecipes.platform();
        this.images = Stream.concat(
                        new OfflineImages(new MachineRecipes(platform), platform, blobs, layers).prepare().stream(),
                        setup.images.stream().map(image -> image.store(platform, blobs, layers)))
                .toList();
        this.content = new SharedContent(blobs, layers);
        this.disks = setup.disks.apply(data);
        this.hosts = newHosts();
    }

    /**
     * What a test may want to be otherwise.
     *
     * @param disks makes the labs' disks for a data directory
     * @param images that every lab has, besides the offline ones
     * @param client what labs have as the docker client
     * @param ports makes of the adapters what the engines see
     * @param egress what lab hosts may reach outside
     * @param outside how they are connected to it
     */
    public record Setup(
            LabLimits limits,
            Function<Path, LabDisks> disks,
            List<TestImage> images,
            Path client,
            UnaryOperator<EnginePorts> ports,
            EgressRules egress,
            OutsideHosts outside) {
        public static final Setup DEFAULT = new Setup(
                new LabLimits(512L * 1024 * 1024, 512, 2),
                data -> LoopDisks.open(data, DISK),
                List.of(),
                Path.of("/usr/local/bin/docker"),
                UnaryOperator.identity(),
                EgressRules.NOTHING,
                OutsideHosts.of(EgressRules.NOTHING));

        public Setup {
            images = List.copyOf(images);
        }

        public Setup withLimits(LabLimits other) {
            return new Setup(other, disks, images, client, ports, egress, outside);
        }

        public Setup withDisks(Function<Path, LabDisks> other) {
            return new Setup(limits, other, images, client, ports, egress, outside);
        }

        public Setup withImages(List<TestImage> other) {
            return new Setup(limits, disks, other, client, ports, egress, outside);
        }

        /** The client is most of a lab's root; one that needs none starts sooner. */
        Setup withClient(Path other) {
            return new Setup(limits, disks, images, other, ports, egress, outside);
        }

        Setup withPorts(UnaryOperator<EnginePorts> other) {
            return new Setup(limits, disks, images, client, other, egress, outside);
        }

        public Setup withEgress(EgressRules rules, OutsideHosts hosts) {
            return new Setup(limits, disks, images, client, ports, rules, hosts);
        }
    }

    public static TestServer start() {
        return start(Setup.DEFAULT);
    }

    /** @param disks makes the labs' disks for a data directory */
    static TestServer start(Function<Path, LabDisks> disks) {
        return start(Setup.DEFAULT.withDisks(disks));
    }

    public static TestServer start(Setup setup) {
        try {
            return start(Files.createTempDirectory(Path.of("/tmp"), "drydock-it-"), setup);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param data goes when the server is closed; sockets are in it, so its path must be short */
    public static TestServer start(Path data, Setup setup) {
        return new TestServer(data, setup);
    }

    private LinuxLabHosts newHosts() {
        ChainId root = new LabRoot(layers, data.resolve("scratch"), setup.egress)
                .prepare(Path.of("/bin/busybox"), setup.client);
        roots.small(root);
        return new LinuxLabHosts(new LabSettings(
                data,
                layers,
                roots,
                LinuxCgroups.detect(data),
                setup.limits,
                disks,
                this::engine,
                new Sockets(),
                new Registries(),
                setup.outside));
    }

    private Engine engine(LabId lab, EngineFactory.Adapters own, Path directory) {
        bare.put(lab, new Bare(own.runtime(), own.layers(), own.networks(), own.volumes()));
        if (withoutEngine.contains(lab)) {
            return new SimulatedLab(new SimulatedServer(), new RandomIds(), Clock.systemUTC(), scheduler).open();
        }
        return Engine.open(setup.ports.apply(new EnginePorts(
                lab.value(),
                own.runtime(),
                own.layers(),
                new FileContainerStore(directory.resolve("containers")),
                own.networks(),
                new FileNetworkStore(directory.resolve("networks")),
                new Overlays.Member(
                        overlays.computeIfAbsent(
                                lab.first(),
                                first -> new Overlays(new FileNetworkStore(data.resolve("labs")
                                        .resolve(first.value())
                                        .resolve("engine/networks")))),
                        HostAddresses.of(lab)),
                new FileVolumeStore(directory.resolve("volumes")),
                own.volumes(),
                new FileImageStore(directory.resolve("images")),
                content,
                new SimulatedServer().registries().with(own.file()),
                new EgressNames(setup.egress),
                own.nameServers(),
                () -> {},
                new ScratchFiles(directory.resolve("scratch")),
                images,
                new RandomIds(),
                Clock.systemUTC(),
                scheduler)));
    }

    /** Starts a lab host whose adapters no engine uses. */
    Bare startBare(LabId lab) {
        withoutEngine.add(lab);
        hosts.start(lab);
        return bare(lab);
    }

    Bare bare(LabId lab) {
        return Objects.requireNonNull(bare.get(lab));
    }

    /** The image busybox, as every lab has it. */
    ImageRecord busyboxImage() {
        return images.stream()
                .filter(image -> image.references().keySet().stream()
                        .anyMatch(name -> name.toString().contains("busybox")))
                .findFirst()
                .orElseThrow();
    }

    /** The layers of the image busybox. */
    ChainId busybox() {
        return Images.open(
                        new ImageServices(
                                new InMemoryImageStore(), content, new EventLog(Clock.systemUTC()), Clock.systemUTC()),
                        images)
                .find("busybox")
                .layers()
                .getLast()
                .id();
    }

    /** Where connections of a lab to the registry arrive. */
    ServerSocketChannel registry(LabId lab) {
        return Objects.requireNonNull(registries.get(lab));
    }

    public LinuxLabHosts hosts() {
        return hosts;
    }

    TestRoots roots() {
        return roots;
    }

    LinuxLayerStore layers() {
        return layers;
    }

    /** The small root file system of lab hosts with one more layer. */
    ChainId layer(Tar tar) throws IOException {
        return layers.add(Optional.of(roots.image(LabRoots.Kind.SMALL)), tar.diffId(), tar.stream())
                .id();
    }

    /** For another server on the same directory: to make sure that a machine can have them takes a moment. */
    LabDisks disks() {
        return disks;
    }

    /** What a lab keeps, also while it runs. */
    public LabDisk disk(LabId lab) {
        return disks.join(data.resolve("labs").resolve(lab.value()));
    }

    /** The machine's number of a lab's labd. */
    public long labd(LabId lab) {
        return Records.read(data.resolve("run").resolve(lab.value()).resolve("run.json"), RunRecord.class)
                .pid();
    }

    /** The directories of a lab's cgroup, one for each tree. */
    public List<Path> cgroups(LabId lab) {
        return Records.read(data.resolve("run").resolve(lab.value()).resolve("run.json"), RunRecord.class)
                .cgroupPaths();
    }

    public Path data() {
        return data;
    }

    /** As if the server had been killed and started again: nothing of the labs is told. */
    public void killAndRestart() {
        hosts.leave();
        hosts = newHosts();
        hosts.adopt();
    }

    /** Lets go of the labs, for another server on the same directory. */
    void leave() {
        hosts.leave();
    }

    /** The same, and this one does not go on. */
    void end() {
        leave();
        scheduler.close();
    }

    @Override
    public void close() {
        hosts.list().forEach(host -> hosts.remove(host.id()));
        hosts.close();
        scheduler.close();
        // The directory may hold trees that are deeper than any path.
        new TreeRemover(data.resolveSibling(data.getFileName() + ".trash")).remove(data);
        try {
            Files.delete(data.resolveSibling(data.getFileName() + ".trash"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The adapters of one lab. */
    record Bare(ContainerRuntime runtime, WritableLayers layers, NetworkDriver networks, VolumeFiles volumes) {}

    private static void open(Map<LabId, ServerSocketChannel> sockets, LabId lab, Path socket) {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            sockets.put(lab, channel.bind(UnixDomainSocketAddress.of(socket)));
        } catch (IOException e) {
            throw new SystemFailure("cannot open " + socket, e);
        }
    }

    private static void close(Map<LabId, ServerSocketChannel> sockets, LabId lab) {
        ServerSocketChannel channel = sockets.remove(lab);
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new SystemFailure("cannot close the socket of " + lab, e);
            }
        }
    }

    /** Accepts connections and does nothing with them. */
    private final class Sockets implements EngineEndpoint {
        @Override
        public void open(LabId lab, Path socket, Engine engine) {
            TestServer.open(sockets, lab, socket);
        }

        @Override
        public void close(LabId lab) {
            TestServer.close(sockets, lab);
        }
    }

    /** Leaves connections to the test. */
    private final class Registries implements RegistryEndpoint {
        @Override
        public void open(LabId lab, Path socket) {
            TestServer.open(registries, lab, socket);
        }

        @Override
        public void close(LabId lab) {
            TestServer.close(registries, lab);
        }
    }
}
