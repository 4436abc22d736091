package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The files of a simulated container with its volumes. An archive of a directory does not show what is mounted below it. */
final class SimulatedMountedTree implements ContainerTree {
    private final SimulatedTree root;
    private final Map<String, SimulatedTree> mounts;

    /** @param mounts by destination */
    SimulatedMountedTree(SimulatedTree root, Map<String, SimulatedTree> mounts) {
        this.root = root;
        this.mounts = Map.copyOf(mounts);
        mounts.keySet().stream().filter(path -> root.stat(path).isEmpty()).forEach(root::makeDirectory);
    }

    private record Place(SimulatedTree tree, String path) {}

    private Place place(String path) {
        return mounts.entrySet().stream()
                .filter(mount -> path.equals(mount.getKey()) || path.startsWith(mount.getKey() + "/"))
                .max(Comparator.comparingInt(mount -> mount.getKey().length()))
                .map(mount -> new Place(
                        mount.getValue(),
                        path.equals(mount.getKey())
                                ? "/"
                                : path.substring(mount.getKey().length())))
                .orElse(new Place(root, path));
    }

    @Override
    public Optional<FileStat> stat(String path) {
        Place place = place(path);
        return place.tree().stat(place.path());
    }

    @Override
    public Optional<String> readLink(String path) {
        Place place = place(path);
        return place.tree().readLink(place.path());
    }

    @Override
    public Optional<byte[]> head(String path, int limit) {
        Place place = place(path);
        return place.tree().head(place.path(), limit);
    }

    @Override
    public void read(String path, String name, OutputStream tar) throws IOException {
        Place place = place(path);
        place.tree().read(place.path(), name, tar);
    }

    @Override
    public void export(OutputStream tar) throws IOException {
        root.export(tar);
    }

    @Override
    public void write(String directory, InputStream tar, Unpacking how) throws IOException {
        Place place = place(directory);
        place.tree().write(place.path(), tar, how);
    }

    @Override
    public void makeDirectory(String path) {
        Place place = place(path);
        place.tree().makeDirectory(place.path());
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
