package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.BindMount;
import dev.drydock.core.volume.Mount;
import dev.drydock.core.volume.MountRequest;
import dev.drydock.core.volume.MountRules;
import dev.drydock.core.volume.NewVolume;
import dev.drydock.core.volume.PlainPath;
import dev.drydock.core.volume.Propagation;
import dev.drydock.core.volume.TmpfsMount;
import dev.drydock.core.volume.Volume;
import dev.drydock.core.volume.VolumeMount;
import dev.drydock.core.volume.Volumes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what is to be mounted in a new container, in dockerd's order: what other containers have, {@code -v}, {@code --mount},
 * then the volumes that its configuration names. A later one takes an earlier one's place where dockerd lets it.
 */
final class ContainerMounts {
    private static final int LIMIT = 128;
    /** What dockerd puts in the place of a missing mode: the label of SELinux that it would set. */
    private static final String LABEL_MODE = "z";

    private final ContainerServices services;
    private final Volumes volumes;
    private final ContainerId id;
    private final HostConfig host;
    private final Map<String, Mount> mounts = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<VolumeMount> filled = new ArrayList<>();

    /** For one container that is being made. */
    ContainerMounts(ContainerServices services, ContainerId id, HostConfig host) {
        this.services = services;
        this.volumes = services.volumes();
        this.id = id;
        this.host = host;
    }

    /** What can be refused before anything is made. */
    void check() {
        host.mounts()
                .mounts()
                .forEach(request ->
                        MountRules.check(request, path -> volumes.files().exists(path)));
    }

    /**
     * Takes hold of the volumes, and makes those that are missing.
     *
     * @param find finds other containers
     */
    List<Mount> register(ContainerConfig config, Function<String, Container> find) {
        for (String text : host.mounts().volumesFrom()) {
            MountRules.From from = MountRules.From.parse(text);
            other(from.container(), find).mounts().forEach(mount -> inherit(mount, from.isReadOnly()));
        }
        for (String text : host.mounts().binds()) {
            MountRules.Bind bind = MountRules.parse(text, host.mounts().volumeDriver());
            add(bind.request(), bind.mode(), true);
        }
        for (MountRequest request : host.mounts().mounts()) {
            add(request, "", request.tmpfsOptions().isPresent());
        }
        config.volumes().stream().map(PlainPath::clean).forEach(this::addOwn);
        if (mounts.size() > LIMIT) {
            throw new EngineException.InvalidParameter("a container has at most " + LIMIT + " mounts");
        }
        return Mount.sorted(List.copyOf(mounts.values()));
    }

    /** Not the kind that makes clients look for an image. */
    private static Container other(String key, Function<String, Container> find) {
        try {
            return find.apply(key);
        } catch (EngineException.NotFound e) {
            throw new EngineException.InvalidParameter(String.valueOf(e.getMessage()), e);
        }
    }

    private void inherit(Mount mount, boolean readOnly) {
        if (mount instanceof VolumeMount volume) {
            volumes.hold(volume.volume(), id.value());
        }
        put(inherited(mount, readOnly));
    }

    private static Mount inherited(Mount mount, boolean readOnly) {
        return switch (mount) {
            case BindMount bind ->
                new BindMount(
                        bind.source(),
                        bind.destination(),
                        bind.isReadOnly() || readOnly,
                        "",
                        bind.propagation(),
                        bind.isRecursive(),
                        bind.makesSource());
            case VolumeMount volume ->
                new VolumeMount(
                        volume.volume(),
                        volume.destination(),
                        volume.isReadOnly() || readOnly,
                        "",
                        volume.isAnonymous());
            case TmpfsMount tmpfs -> tmpfs;
        };
    }

    private void add(MountRequest request, String mode, boolean excludesTmpfs) {
        String destination = PlainPath.clean(request.target());
        boolean isTmpfs = excludesTmpfs
                && host.tmpfs().keySet().stream().map(PlainPath::clean).anyMatch(destination::equals);
        if (isTmpfs || !asked.add(destination)) {
            throw new EngineException.InvalidParameter("Duplicate mount point: " + destination);
        }
        put(
                switch (request.type()) {
                    case "bind" -> bind(request, destination, mode);
                    case "volume" -> volume(request, destination, mode);
                    default -> TmpfsRules.read(destination, MountRules.tmpfsText(request));
                });
    }

    private static Mount bind(MountRequest request, String destination, String mode) {
        Optional<MountRequest.BindOptions> options = request.bindOptions();
        return new BindMount(
                PlainPath.clean(request.source()),
                destination,
                request.readOnly(),
                mode,
                options.flatMap(given -> Propagation.parse(given.propagation())).orElse(Propagation.RPRIVATE),
                !options.map(MountRequest.BindOptions::nonRecursive).orElse(false),
                options.map(MountRequest.BindOptions::createMountpoint).orElse(false));
    }

    private Mount volume(MountRequest request, String destination, String mode) {
        Optional<MountRequest.VolumeOptions> options = request.volumeOptions();
        Optional<MountRequest.VolumeDriver> driver = options.flatMap(MountRequest.VolumeOptions::driver);
        Optional<String> name = request.source().isEmpty() ? Optional.empty() : Optional.of(request.source());
        NewVolume wanted = new NewVolume(
                name,
                driver.map(MountRequest.VolumeDriver::name).orElse(""),
                driver.map(MountRequest.VolumeDriver::options).orElse(Map.of()),
                options.map(MountRequest.VolumeOptions::labels).orElse(Map.of()));
        Volume volume = volumes.acquire(wanted, id.value());
        VolumeMount mount = new VolumeMount(
                volume.name(), destination, request.readOnly(), mode.isEmpty() ? LABEL_MODE : mode, name.isEmpty());
        if (!options.map(MountRequest.VolumeOptions::noCopy).orElse(false)) {
            filled.add(mount);
        }
        return mount;
    }

    private void put(Mount mount) {
        Mount earlier = mounts.put(mount.destination(), mount);
        if (earlier instanceof VolumeMount volume && !isMounted(volume)) {
            volumes.release(volume.volume(), id.value());
        }
    }

    private boolean isMounted(VolumeMount volume) {
        return mounts.values().stream()
                .anyMatch(mount ->
                        mount instanceof VolumeMount other && other.volume().equals(volume.volume()));
    }

    /** A volume that the configuration asks for, where nothing else is mounted. */
    private void addOwn(String destination) {
        if (mounts.containsKey(destination)
                || host.tmpfs().keySet().stream().map(PlainPath::clean).anyMatch(destination::equals)) {
            return;
        }
        try (ContainerTree tree = services.runtime().files(id)) {
            String path = ContainerPath.of(destination).followed(tree::readLink);
            if (tree.stat(path).filter(stat -> !stat.isDirectory()).isPresent()) {
                throw new EngineException.SystemFailure(
                        "cannot mount volume over existing file, file exists " + destination);
            }
        }
        Volume volume =
                volumes.acquire(NewVolume.of(Optional.empty(), host.mounts().volumeDriver()), id.value());
        VolumeMount mount = new VolumeMount(volume.name(), destination, false, "", true);
        mounts.put(destination, mount);
        filled.add(mount);
    }

    /** Puts into empty volumes what the image has at their places. */
    void fill() {
        List<VolumeMount> empty = filled.stream()
                .filter(mounts.values()::contains)
                .filter(mount -> volumes.canBeEmpty(mount.volume()))
                .toList();
        if (empty.isEmpty()) {
            return;
        }
        try (ContainerTree tree = services.runtime().files(id)) {
            for (VolumeMount mount : empty) {
                String path = ContainerPath.of(mount.destination()).followed(tree::readLink);
                if (tree.stat(path).filter(FileStat::isDirectory).isPresent()) {
                    volumes.fill(mount.volume(), tar -> tree.read(path, ".", tar));
                }
            }
        } catch (IOException e) {
            throw new EngineException.SystemFailure(
                    "error copying image data to the volumes of the container: " + e.getMessage(), e);
        }
    }

    /** Takes back what {@link #register} took, and the volumes that nobody else can know of. */
    void undo() {
        for (Mount mount : mounts.values()) {
            if (mount instanceof VolumeMount volume) {
                volumes.release(volume.volume(), id.value());
                if (volume.isAnonymous() && filled.contains(volume)) {
                    forget(volumes, volume);
                }
            }
        }
    }

    /** Removes an anonymous volume, unless somebody else has it. */
    static void forget(Volumes volumes, VolumeMount mount) {
        try {
            volumes.remove(mount.volume().value());
        } catch (EngineException.Conflict | EngineException.NotFound e) {
            // Another container has it, or somebody was faster.
            return;
        }
    }
}
