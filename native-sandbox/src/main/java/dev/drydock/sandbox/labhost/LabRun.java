package dev.drydock.sandbox.labhost;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.sandbox.cgroup.Cgroup;
import dev.drydock.sandbox.disk.LabDisk;
import dev.drydock.sandbox.labd.Fields;
import dev.drydock.sandbox.labd.FrameType;
import dev.drydock.sandbox.labd.LabdClient;
import dev.drydock.sandbox.labd.LabdRefusal;
import dev.drydock.sandbox.labd.Tag;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.HostMounts;
import dev.drydock.sandbox.linux.LabNetwork;
import dev.drydock.sandbox.linux.Mounts;
import dev.drydock.sandbox.linux.UserNamespace;
import dev.drydock.sandbox.network.EgressServer;
import dev.drydock.sandbox.network.LabNameServers;
import dev.drydock.sandbox.network.LinuxNetworkDriver;
import dev.drydock.sandbox.network.NameServer;
import dev.drydock.sandbox.runtime.LabParts;
import dev.drydock.sandbox.runtime.LinuxRuntime;
import dev.drydock.sandbox.runtime.ProcessFiles;
import dev.drydock.sandbox.seccomp.Architecture;
import dev.drydock.sandbox.seccomp.Profile;
import dev.drydock.sandbox.storage.HostFiles;
import dev.drydock.sandbox.storage.LabMounts;
import dev.drydock.sandbox.storage.LabVolumeFiles;
import dev.drydock.sandbox.storage.LinuxWritableLayers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a lab host on this server: what is open for it, and how it is let go or ended. */
final class LabRun {
    private static final Logger LOG = LoggerFactory.getLogger(LabRun.class);

    /** What no process of a lab host may do; the same for all. */
    private static final byte[] FILTER =
            Profile.lab().compile(Architecture.current(), Set.of()).bytes();

    private final LabSettings settings;
    private final LabFiles files;
    private final Cgroup cgroup;
    private final LabDisk disk;
    private final LabdClient labd;
    private final LabMounts mounts;
    private final LinuxRuntime runtime;
    private final Opened opened;
    private final Engine engine;
    private final LinuxLabHost host;
    private Optional<NameServer> names = Optional.empty();
    private Optional<EgressServer> egress = Optional.empty();
    private long pid;

    private LabRun(LabSettings settings, Place place, LabMounts mounts, Opened opened, Runnable lost) {
        this.settings = settings;
        this.files = place.files();
        this.cgroup = place.cgroup();
        this.disk = place.disk();
        this.mounts = mounts;
        this.labd = new LabdClient(files.controlSocket());
        LinuxWritableLayers layers = new LinuxWritableLayers(files.layers(), disk.root(), settings.layers());
        layers.cleanUp();
        ProcessFiles processFiles = new ProcessFiles(LabFiles.logs(disk.root()));
        processFiles.prepare();
        this.runtime = new LinuxRuntime(new LabParts(
                labd,
                mounts,
                layers,
                processFiles,
                place.cgroup().containers(),
                settings.cgroups().memoryWatch(),
                place.uidBase(),
                lost));
        runtime.cleanUp();
        this.opened = opened;
        this.engine = settings.engines()
                .create(
                        files.id(),
                        new EngineFactory.Adapters(
                                runtime,
                                layers,
                                new LinuxNetworkDriver(labd, HostAddresses.others(files.id())),
                                new LabVolumeFiles(mounts.host(), place.uidBase()),
                                new LabNameServers(opened.network()),
                                opened.files()),
                        files.engine());
        this.host = new LinuxLabHost(
                files,
                engine,
                new Terminals(labd, processFiles),
                new LinuxLabInside(mounts.host(), opened.network(), cgroup, place.uidBase(), labd));
    }

    /**
     * Takes up a lab whose labd runs and was set up, and takes over its disk.
     *
     * @param pid of labd
     * @param lost called when labd ends by itself
     */
    static LabRun join(LabSettings settings, Place place, long pid, Runnable lost) {
        Undo undo = new Undo();
        LabMounts mounts = openMounts(settings, place, pid, undo);
        return opened(settings, place, mounts, pid, lost, undo);
    }

    /** Sets a fresh labd up and opens its engine. */
    @SuppressWarnings("IllegalCatch") // whatever failed, what is open is closed, and the failure goes on
    static LabRun begin(LabSettings settings, Place place, long pid, Runnable lost) {
        Undo undo = new Undo();
        LabMounts mounts = openMounts(settings, place, pid, undo);
        try {
            setUp(settings, place, mounts);
            place.cgroup().prepareContainers(place.uidBase());
        } catch (RuntimeException e) {
            undo.run(e);
            throw e instanceof LabdRefusal refusal
                    ? new SystemFailure(
                            "cannot set up the lab host " + place.files().id() + ": " + refusal.sentence(), e)
                    : e;
        }
        return opened(settings, place, mounts, pid, lost, undo);
    }

    private static LabMounts openMounts(LabSettings settings, Place place, long pid, Undo undo) {
        LabDisk disk = place.disk();
        undo.add(disk::close);
        try {
            UserNamespace namespace = UserNamespace.of(pid, place.uidBase());
            undo.add(namespace::close);
            LabMounts.Namespaces namespaces = new LabMounts.Namespaces(namespace, HostMounts.of(pid));
            undo.add(namespaces::close);
            LabMounts mounts = LabMounts.open(settings.layers(), disk.root(), namespaces, disk.view(namespace));
            undo.add(mounts::close);
            return mounts;
        } catch (SyscallException e) {
            undo.run(e);
            throw new SystemFailure(
                    "cannot open the file systems of the lab host "
                            + place.files().id() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void setUp(LabSettings settings, Place place, LabMounts mounts) {
        LabFiles files = place.files();
        Fields fields = new Fields()
                .text(Tag.HOSTNAME, files.id().hostname())
                .bytes(Tag.SECCOMP, FILTER)
                .number(Tag.PIDS_MAX, (int) settings.limits().pids());
        LinuxRuntime.describeOrdinary(fields);
        ChainId image = settings.roots().image(place.root());
        try (Descriptor root = place.disk().withRoom(place.uidBase(), () -> mounts.labRoot(image));
                LabdClient labd = new LabdClient(files.controlSocket())) {
            labd.call(FrameType.SETUP, fields, List.of(root));
        }
    }

    // Whatever failed, what is open is closed, and the failure goes on.
    @SuppressWarnings({"IllegalCatch", "ParameterNumber"})
    private static LabRun opened(
            LabSettings settings, Place place, LabMounts mounts, long pid, Runnable lost, Undo undo) {
        try {
            HostFiles hostFiles = HostFiles.of(pid);
            undo.add(hostFiles::close);
            LabNetwork network = LabNetwork.of(pid);
            undo.add(network::close);
            LabRun run = new LabRun(settings, place, mounts, new Opened(hostFiles, network), lost);
            run.pid = pid;
            undo.add(run.runtime::close);
            undo.add(run.engine::close);
            undo.add(() -> settings.endpoint().close(place.files().id()));
            run.openSocket(place.uidBase());
            undo.add(() -> settings.registry().close(place.files().id()));
            new RegistryDoor(settings.registry(), run.labd).open(place.files(), place.uidBase());
            run.names = Optional.of(NameDoor.open(place.files(), place.uidBase(), run.engine.names(), run.labd));
            undo.add(() -> run.names.ifPresent(NameServer::close));
            run.openGateway(place.uidBase());
            return run;
        } catch (RuntimeException e) {
            undo.run(e);
            throw e;
        }
    }

    /** The socket is a new file at each start of the server, so the lab gets it mounted anew. */
    private void openSocket(int uidBase) {
        Path socket = files.engineSocket();
        settings.endpoint().open(files.id(), socket, engine);
        try {
            Files.setAttribute(socket, "unix:uid", uidBase, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(socket, "unix:gid", uidBase, LinkOption.NOFOLLOW_LINKS);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            try (Descriptor mount = Mounts.bind(socket)) {
                labd.call(FrameType.MOUNT, new Fields().text(Tag.TARGET, "/run/docker.sock"), List.of(mount));
            }
        } catch (IOException | SyscallException e) {
            throw new SystemFailure("cannot show " + socket + " to the lab: " + e.getMessage(), e);
        } catch (LabdRefusal e) {
            throw new SystemFailure("cannot show " + socket + " to the lab: " + e.sentence(), e);
        }
    }

    /** Where nothing outside may be reached there is none. */
    private void openGateway(int uidBase) {
        EgressNames outside = engine.egress();
        if (!outside.rules().isEmpty()) {
            egress = Optional.of(GatewayDoor.open(files, uidBase, outside, settings.outside(), labd));
        }
    }

    /** What cannot be paused goes on. */
    void pause(List<ContainerId> containers) {
        for (ContainerId id : containers) {
            try {
                engine.containers().pause(id.value());
            } catch (EngineException e) {
                LOG.warn("container {} is not paused again: {}", id, e.getMessage());
            }
        }
    }

    LinuxLabHost host() {
        return host;
    }

    HostNetwork.Member member() {
        return new HostNetwork.Member(files.id(), pid, labd);
    }

    LabDisk disk() {
        return disk;
    }

    boolean isAlive() {
        return labd.isAlive();
    }

    /** Lets go of it: it runs on, for a later server to join. */
    void leave() {
        names.ifPresent(NameServer::close);
        egress.ifPresent(EgressServer::close);
        settings.registry().close(files.id());
        settings.endpoint().close(files.id());
        engine.close();
        runtime.close();
        labd.close();
        opened.files().close();
        opened.network().close();
        mounts.close();
        disk.close();
    }

    /** Ends every process of it. */
    void end() {
        leave();
        labd.shutDown();
        cgroup.remove();
    }

    /** What is held open of the lab host itself. */
    private record Opened(HostFiles files, LabNetwork network) {}

    /**
     * Where a run takes place.
     *
     * @param uidBase the machine's id of the lab's root
     * @param root kind of its root file system
     */
    record Place(LabFiles files, int uidBase, Cgroup cgroup, LabDisk disk, LabRoots.Kind root) {}
}
