package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerTree.Unpacking;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.LocalOptions;
import dev.drydock.core.volume.VolumeFiles;
import dev.drydock.core.volume.VolumeName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The volumes of a simulated lab host, and its own files. */
public final class SimulatedVolumeFiles implements VolumeFiles {
    private final Map<VolumeName, SimulatedFiles> volumes = new ConcurrentHashMap<>();
    private final Map<VolumeName, SimulatedFiles> covered = new ConcurrentHashMap<>();
    private final SimulatedFiles host;

    public SimulatedVolumeFiles() {
        this(SimulatedFiles.empty());
    }

    private SimulatedVolumeFiles(SimulatedFiles host) {
        this.host = host;
    }

    /** The same files, of which each is changed by itself from now on. What is mounted is not there. */
    SimulatedVolumeFiles copy() {
        SimulatedVolumeFiles copy = new SimulatedVolumeFiles(host.copy());
        volumes.forEach((name, files) ->
                copy.volumes.put(name, covered.getOrDefault(name, files).copy()));
        return copy;
    }

    @Override
    public void make(VolumeName name) {
        volumes.computeIfAbsent(name, _ -> SimulatedFiles.empty());
    }

    @Override
    public void remove(VolumeName name) {
        volumes.remove(name);
        covered.remove(name);
    }

    @Override
    public long size(VolumeName name) {
        SimulatedFiles files = volumes.get(name);
        return files == null
                ? 0
                : files.changes(SimulatedFiles.empty()).stream()
                        .flatMap(change -> files.find(change.path()).stream())
                        .filter(file -> !file.isDirectory())
                        .mapToLong(file -> file.stat().size())
                        .sum();
    }

    @Override
    public boolean isEmpty(VolumeName name) {
        return find(name)
                .map(files -> files.changes(SimulatedFiles.empty()).isEmpty())
                .orElse(true);
    }

    @Override
    public void fill(VolumeName name, TarSource content) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        content.write(tar);
        SimulatedFiles files = find(name).orElseThrow(() -> new EngineException.NotFound("no directory of " + name));
        new SimulatedTree(files)
                .write("/", new ByteArrayInputStream(tar.toByteArray()), new Unpacking(false, Optional.empty()));
    }

    /** What is mounted is empty, whatever the options say; a bind needs a path that is there. */
    @Override
    public void mount(VolumeName name, LocalOptions options) {
        if (options.isBind() && !exists(options.device())) {
            throw new EngineException.SystemFailure("error while mounting volume '" + name.mountpoint()
                    + "': failed to mount local volume: mount " + options.device() + ":" + name.mountpoint()
                    + ", flags: 0x1000: no such file or directory");
        }
        covered.put(name, volumes.getOrDefault(name, SimulatedFiles.empty()));
        volumes.put(name, SimulatedFiles.empty());
    }

    @Override
    public void unmount(VolumeName name) {
        Optional.ofNullable(covered.remove(name)).ifPresent(below -> volumes.put(name, below));
    }

    @Override
    public boolean exists(String path) {
        return host.find(path).isPresent();
    }

    @Override
    public void makeDirectory(String path) {
        if (!exists(path)) {
            host.put(path, SimulatedFile.directory(Instant.EPOCH));
        }
    }

    Optional<SimulatedFiles> find(VolumeName name) {
        return Optional.ofNullable(volumes.get(name));
    }
}
