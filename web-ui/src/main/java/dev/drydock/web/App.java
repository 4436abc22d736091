package dev.drydock.web;

import dev.drydock.core.content.ContentCollector;
import dev.drydock.core.content.SharedContent;
import dev.drydock.core.distribution.DistributionPorts;
import dev.drydock.core.distribution.OwnRegistry;
import dev.drydock.core.distribution.RegistryAccess;
import dev.drydock.core.distribution.RegistryClient;
import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.engine.EnginePorts;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.labhost.AttendedLabHosts;
import dev.drydock.core.labhost.IdleWatch;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.labhost.SnapshotLimits;
import dev.drydock.core.network.Overlays;
import dev.drydock.core.offline.ImageLibrary;
import dev.drydock.core.offline.OfferedImage;
import dev.drydock.core.offline.Progress;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.core.registry.HubCache;
import dev.drydock.core.registry.KeptBlobs;
import dev.drydock.core.registry.Registry;
import dev.drydock.core.registry.RegistryLimits;
import dev.drydock.core.registry.RegistrySetup;
import dev.drydock.core.registry.RegistryUpkeep;
import dev.drydock.core.time.ThreadScheduler;
import dev.drydock.sandbox.cgroup.LinuxCgroups;
import dev.drydock.sandbox.digest.NativeDigests;
import dev.drydock.sandbox.disk.DiskLimits;
import dev.drydock.sandbox.disk.MachineDisks;
import dev.drydock.sandbox.distribution.HttpRegistryTransport;
import dev.drydock.sandbox.distribution.ProxySettings;
import dev.drydock.sandbox.images.MachineRecipes;
import dev.drydock.sandbox.labhost.EngineFactory;
import dev.drydock.sandbox.labhost.HostAddresses;
import dev.drydock.sandbox.labhost.LabContent;
import dev.drydock.sandbox.labhost.LabRoot;
import dev.drydock.sandbox.labhost.LabSettings;
import dev.drydock.sandbox.labhost.LabdProgram;
import dev.drydock.sandbox.labhost.LinuxLabHosts;
import dev.drydock.sandbox.labhost.LinuxMachineRoom;
import dev.drydock.sandbox.metadata.FileBlobStore;
import dev.drydock.sandbox.metadata.FileContainerStore;
import dev.drydock.sandbox.metadata.FileImageStore;
import dev.drydock.sandbox.metadata.FileNetworkStore;
import dev.drydock.sandbox.metadata.FileRegistryStore;
import dev.drydock.sandbox.metadata.FileUploadStore;
import dev.drydock.sandbox.metadata.FileVolumeStore;
import dev.drydock.sandbox.network.OutsideHosts;
import dev.drydock.sandbox.storage.LinuxLayerStore;
import dev.drydock.sandbox.storage.ScratchFiles;
import dev.drydock.web.admin.AdminServer;
import dev.drydock.web.engineapi.EngineServer;
import dev.drydock.web.look.LabLooks;
import dev.drydock.web.pages.PagesPorts;
import dev.drydock.web.pages.PagesServer;
import dev.drydock.web.preview.PreviewKeys;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.registry.InstructorLogin;
import dev.drydock.web.registry.RegistryServer;
import dev.drydock.web.rehearsal.Rehearsal;
import dev.drydock.web.storage.Database;
import dev.drydock.web.storage.H2AttemptStore;
import dev.drydock.web.storage.H2ProgressStore;
import dev.drydock.web.storage.H2Students;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Sessions;
import dev.drydock.web.trial.Trials;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server: adapters on their ports, from the layer store up to the pages. */
final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    /** Downloads, extractions and compressions of all labs at the same time. */
    private static final int TRANSFERS = 64;

    private static final DiskLimits LAB_DISK = new DiskLimits(2L << 30, 128 * 1024);
    /** As many as a lesson has steps, and half as much as a lab's disk. */
    private static final SnapshotLimits SNAPSHOTS = new SnapshotLimits(12, 512L << 20, 1L << 30);

    private final DataDirectory data;
    private final Clock clock = Clock.systemUTC();
    private final RandomIds ids = new RandomIds();
    /** Those of a student, by the first lab host. */
    private final Map<LabId, Overlays> overlays = new ConcurrentHashMap<>();
    /** What has been opened, to be closed in reverse order. */
    private final Deque<Runnable> opened = new ArrayDeque<>();

    /** None where there are no lab hosts. */
    private @Nullable Registry registry;

    /** None where there are no lab hosts. */
    private @Nullable ImageLibrary library;

    private LabSnapshots snapshots = LabSnapshots.NONE;

    private @Nullable Trials trials;

    private int port;
    private boolean isClosed;

    private App(DataDirectory data) {
        this.data = data;
    }

    /**
     * Takes over the lab hosts that still run, then serves.
     *
     * @param stop asks the caller to end the server
     */
    static App start(DataDirectory data, ServeOptions options, Runnable stop) {
        App app = new App(data);
        boolean started = false;
        try {
            app.open(options, stop);
            started = true;
            return app;
        } finally {
            if (!started) {
                app.close();
            }
        }
    }

    private void open(ServeOptions options, Runnable stop) {
        if (!NativeDigests.install()) {
            LOG.info("layers are digested slowly: this machine has no libcrypto");
        }
        Database database = Database.open(data.resolve("db"));
        opened.push(database::close);
        LabHosts labs = labHosts(options);
        LabLooks looks = new LabLooks(Optional.ofNullable(registry));
        opened.push(looks::close);
        H2Students students = new H2Students(database);
        ProgressStore progress = new H2ProgressStore(database);
        PersonalLessons lessons = new PersonalLessons(progress, clock, options.seed());
        PagesPorts ports = new PagesPorts(
                labs,
                snapshots,
                options.shelf(),
                students,
                progress,
                new H2AttemptStore(database),
                lessons,
                looks,
                this::offers,
                ids,
                clock,
                labs instanceof NoLabHosts ? List.of() : Reductions.of(LinuxCgroups.detect(data.path())),
                new PreviewSettings(PreviewKeys.open(data.resolve("preview.key")), options.previewDomain()));
        PagesServer pages = new PagesServer(ports);
        opened.push(pages::close);
        InetSocketAddress address = options.address();
        port = pages.start(address.getHostString(), address.getPort());
        trials = new Trials(
                URI.create("http://127.0.0.1:" + port),
                labs,
                looks,
                this::offers,
                new Sessions(students, ids, clock)::open,
                lessons,
                clock);
        openAdmin(labs, options, stop);
    }

    /** Where there are lab hosts to speak of. */
    private void openAdmin(LabHosts labs, ServeOptions options, Runnable stop) {
        ImageLibrary images = library;
        if (images != null) {
            Path client = LabdProgram.unpack(data.resolve("bin")).file();
            AdminServer admin = new AdminServer(labs, images, instructors(), client, stop, data.resolve("admin.sock"));
            opened.push(admin::close);
            admin.start();
            if (options.rehearse()) {
                Rehearsal rehearsal = new Rehearsal(labs);
                opened.push(rehearsal::close);
                rehearsal.start();
            }
        }
    }

    private LabHosts labHosts(ServeOptions options) {
        if (!isRoot()) {
            LOG.warn("not root: lessons can be read, lab hosts cannot be started");
            return new NoLabHosts(
                    "This server runs without root, so it cannot start lab hosts: lessons can only be read");
        }
        ThreadScheduler scheduler = new ThreadScheduler();
        opened.push(scheduler::close);
        EngineServer engines = engineServer();
        LinuxLayerStore layers = LinuxLayerStore.open(data.resolve("layers"));
        FileBlobStore blobs = new FileBlobStore(data.resolve("blobs"));
        Registry registry = registry(blobs);
        SharedContent content = new SharedContent(new KeptBlobs(blobs, registry), layers);
        ServerLabRoots roots = labRoots(content, layers, options.egress());
        content.keep(new LabContent(data.path(), roots));
        content.keep(marks -> registry.blobs().forEach(marks::blob));
        OfflineContent offline = new OfflineContent(data, content, registry, roots);
        ContentCollector collector = new ContentCollector(content, scheduler);
        RegistryServer own = registryServer(registry);
        RegistryClient client = registryClient(options.registries(), content, hubCache(registry, scheduler), scheduler);
        Reach reach = new Reach(access(client, own), options.egress());
        EngineFactory factory = engineFactory(offline.first(), content, collector, reach, scheduler);
        LinuxLabHosts labs = new LinuxLabHosts(new LabSettings(
                data.path(),
                layers,
                roots,
                LinuxCgroups.detect(data.path()),
                options.limits(),
                MachineDisks.choose(data.path(), LAB_DISK),
                factory,
                engines,
                own,
                OutsideHosts.of(options.egress())));
        opened.push(labs::close);
        labs.adopt();
        LabHosts attended = attended(labs, options.labs(), engines, scheduler);
        library = offline.library(attended);
        collector.start();
        return attended;
    }

    private EngineServer engineServer() {
        EngineServer server = new EngineServer(clock, version());
        opened.push(server::close);
        server.start();
        return server;
    }

    private LabHosts attended(LinuxLabHosts labs, LabRules rules, EngineServer engines, ThreadScheduler scheduler) {
        snapshots = labs.snapshots(SNAPSHOTS, new LinuxMachineRoom(data.path()), clock);
        AttendedLabHosts attended =
                new AttendedLabHosts(labs, rules, new LinuxMachineRoom(data.path()), engines::lastUsed, clock);
        IdleWatch idle = new IdleWatch(attended, rules, scheduler);
        opened.push(idle::close);
        idle.start();
        return attended;
    }

    private Registry registry(FileBlobStore blobs) {
        Path directory = data.resolve("registry");
        Registry registry = Registry.open(new RegistrySetup(
                new FileRegistryStore(directory.resolve("repositories")),
                new FileUploadStore(directory.resolve("uploads"), blobs),
                blobs,
                RegistryLimits.DEFAULT,
                ids,
                clock));
        this.registry = registry;
        return registry;
    }

    /** What is kept of Docker Hub; it and the rest of the registry are tidied up from time to time. */
    private HubCache hubCache(Registry registry, ThreadScheduler scheduler) {
        HubCache cache = new HubCache(registry, clock);
        RegistryUpkeep upkeep = new RegistryUpkeep(registry, cache, scheduler);
        opened.push(upkeep::close);
        upkeep.start();
        return cache;
    }

    private RegistryServer registryServer(Registry registry) {
        RegistryServer server = new RegistryServer(registry, clock, ids, instructors());
        opened.push(server::close);
        server.start();
        return server;
    }

    private InstructorLogin instructors() {
        return InstructorLogin.open(data.resolve("instructor.key"));
    }

    private ServerLabRoots labRoots(SharedContent content, LinuxLayerStore layers, EgressRules egress) {
        Path docker = Programs.find("docker")
                .orElseThrow(() -> new StartProblem("the docker client is missing: install docker-cli (or docker.io)"
                        + " and start again; lab hosts need it"));
        Path busybox = Programs.find("busybox")
                .orElseThrow(() -> new StartProblem(
                        "busybox is missing: install busybox-static and start again;" + " lab hosts are made of it"));
        return new ServerLabRoots(new LabRoot(layers, data.resolve("tmp"), egress), busybox, docker, content);
    }

    private RegistryClient registryClient(
            RegistrySettings settings, SharedContent content, HubCache cache, ThreadScheduler scheduler) {
        HttpRegistryTransport transport = new HttpRegistryTransport(ProxySettings.of(System.getenv()));
        opened.push(transport::close);
        ExecutorService workers = Executors.newFixedThreadPool(
                TRANSFERS, Thread.ofPlatform().name("transfer-", 1).daemon().factory());
        opened.push(workers::shutdownNow);
        return new RegistryClient(new DistributionPorts(
                transport,
                settings,
                content,
                Optional.of(cache),
                workers,
                scheduler,
                clock,
                MachineRecipes.platform()));
    }

    /** Each lab's engine shows the server's own registry whose it is. */
    private static Function<LabId, RegistryAccess> access(RegistryClient client, RegistryServer own) {
        String domain = RegistryEndpoint.HOST + ":" + RegistryEndpoint.PORT;
        return lab -> new RegistryAccess(
                client,
                Optional.of(new OwnRegistry(domain, own.address(), lab.first().value(), own.tokenFor(lab))));
    }

    /** What lab hosts reach outside. */
    private record Reach(Function<LabId, RegistryAccess> registries, EgressRules egress) {}

    private EngineFactory engineFactory(
            List<ImageRecord> images,
            SharedContent content,
            ContentCollector collector,
            Reach reach,
            ThreadScheduler scheduler) {
        return (lab, own, directory) -> Engine.open(new EnginePorts(
                lab.hostname(),
                own.runtime(),
                own.layers(),
                new FileContainerStore(directory.resolve("containers")),
                own.networks(),
                new FileNetworkStore(directory.resolve("networks")),
                new Overlays.Member(overlays.computeIfAbsent(lab.first(), this::overlaysOf), HostAddresses.of(lab)),
                new FileVolumeStore(directory.resolve("volumes")),
                own.volumes(),
                new FileImageStore(directory.resolve("images")),
                content,
                reach.registries().apply(lab).with(own.file()),
                new EgressNames(reach.egress()),
                own.nameServers(),
                collector::request,
                new ScratchFiles(data.resolve("scratch")),
                images,
                ids,
                clock,
                scheduler));
    }

    /** They are kept with the networks of the student's first lab host. */
    private Overlays overlaysOf(LabId first) {
        return new Overlays(
                new FileNetworkStore(data.resolve("labs").resolve(first.value()).resolve("engine/networks")));
    }

    /** Whether labs can pull it from this server. */
    private boolean offers(ImageReference image) {
        ImageLibrary images = library;
        return images != null && images.has(image);
    }

    /** Builds images of these names from packages, those that are there already left alone. */
    void build(Collection<ImageReference> images, Progress progress) {
        ImageLibrary offered = library;
        if (offered == null) {
            throw new StartProblem("without root no image can be built");
        }
        Set<String> wanted = images.stream()
                .filter(image -> !offered.has(image))
                .map(ImageReference::familiar)
                .collect(Collectors.toSet());
        List<String> recipes = offered.list().stream()
                .filter(image -> image.references().stream().anyMatch(wanted::contains))
                .map(OfferedImage::name)
                .toList();
        if (!recipes.isEmpty()) {
            offered.build(recipes, progress);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    static String version() {
        String version = App.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }

    int port() {
        return port;
    }

    /** Tries lessons on this server, which must listen on 127.0.0.1. */
    Trials trials() {
        return Objects.requireNonNull(trials, "not started");
    }

    /** Stops serving, ends the lab hosts and keeps their files. Doing it twice is harmless; the second waits. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
    }
}
