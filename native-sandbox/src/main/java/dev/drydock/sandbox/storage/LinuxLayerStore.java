package dev.drydock.sandbox.storage;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.layer.LayerFile;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.reference.Digest;
import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Layers as directories: {@code sha256/CHAIN/content} holds the files, {@code sha256/CHAIN/layer} what the layer is. A
 * layer appears under its name only when it is complete and on the disk.
 */
public final class LinuxLayerStore implements LayerStore {
    /** What a broken archive leads to, unlike a full or failing disk. */
    private static final Set<Integer> FAULTS_OF_THE_ARCHIVE = Set.of(
            Errno.ENOENT,
            Errno.ENOTDIR,
            Errno.EISDIR,
            Errno.EEXIST,
            Errno.ELOOP,
            Errno.ENAMETOOLONG,
            Errno.EINVAL,
            Errno.EPERM);

    private static final String ALGORITHM = "sha256";
    /** Beside a layer's content. */
    private static final String RECORD = "layer";

    private final Path root;
    private final LayerLimits limits;
    private final InstantSource clock;
    private final TreeRemover remover;
    /** Records that were read: layers never change. */
    private final Map<ChainId, Layer> known = new ConcurrentHashMap<>();
    /** Removed layers whose files are not deleted yet. */
    private final Queue<Path> taken = new ConcurrentLinkedQueue<>();

    private LinuxLayerStore(Path root, LayerLimits limits, InstantSource clock) {
        this.root = root;
        this.limits = limits;
        this.clock = clock;
        this.remover = new TreeRemover(root.resolve("trash"));
    }

    /** Opens the store in this directory, made when it is missing; what a killed server left half-done is deleted. */
    public static LinuxLayerStore open(Path root) {
        return open(root, LayerLimits.DEFAULT, InstantSource.system());
    }

    /** @param limits what one layer may bring */
    public static LinuxLayerStore open(Path root, LayerLimits limits, InstantSource clock) {
        try {
            Files.createDirectories(root);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            LinuxLayerStore store = new LinuxLayerStore(root, limits, clock);
            store.remover.remove(root.resolve("incoming"));
            store.remover.finish();
            Files.createDirectories(root.resolve(ALGORITHM));
            Files.createDirectories(root.resolve("incoming"));
            InitLayer.make(store.initLayer());
            return store;
        } catch (IOException e) {
            throw new SystemFailure("cannot open the layer store " + root + ": " + e, e);
        }
    }

    /** The directory that holds every layer; labs get an idmapped view of it. */
    Path root() {
        return root;
    }

    /** Lies over the layers of every image: mount points and files that dockerd puts into each container. */
    Path initLayer() {
        return root.resolve("init");
    }

    /** The directories of a stack, the topmost first. */
    List<Path> stack(ChainId top) {
        List<Path> directories = new ArrayList<>();
        for (Optional<ChainId> next = Optional.of(top); next.isPresent(); ) {
            ChainId id = next.get();
            Layer layer = find(id).orElseThrow(() -> new NotFound("layer " + id + " does not exist"));
            directories.add(content(id));
            next = layer.parent();
        }
        return directories;
    }

    @Override
    public Optional<Layer> find(ChainId id) {
        Layer layer = known.get(id);
        if (layer != null) {
            return Optional.of(layer);
        }
        Path record = directory(id).resolve(RECORD);
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        Layer read = LayerRecord.read(record, id);
        known.put(id, read);
        return Optional.of(read);
    }

    @Override
    public Layer add(Optional<ChainId> parent, DiffId diffId, Optional<LayerBlob> blob, InputStream tar)
            throws IOException {
        ChainId id = parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId));
        Optional<Layer> present = find(id);
        if (present.isPresent()) {
            if (present.get().blob().isEmpty()) {
                blob.ifPresent(known -> setBlob(id, known));
            }
            return find(id).orElse(present.get());
        }
        parent.ifPresent(this::stack);
        Path incoming = root.resolve("incoming").resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(incoming.resolve("content"));
            Unpacked unpacked = unpack(incoming.resolve("content"), diffId, tar);
            Layer layer = new Layer(id, parent, diffId, unpacked.files(), unpacked.tar(), blob);
            LayerRecord.write(incoming.resolve(RECORD), layer);
            commit(incoming, id);
            return find(id).orElse(layer);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (SyscallException e) {
            throw FAULTS_OF_THE_ARCHIVE.contains(e.errno())
                    ? new InvalidParameter("archive: " + e.getMessage(), e)
                    : new SystemFailure("cannot unpack layer " + diffId + ": " + e.getMessage(), e);
        } finally {
            remover.remove(incoming);
        }
    }

    /** Bytes of the regular files, and of the tar. */
    private record Unpacked(long files, long tar) {}

    private Unpacked unpack(Path content, DiffId diffId, InputStream tar) throws IOException {
        DigestingStream source = new DigestingStream(tar, limits, clock);
        long size;
        try (LayerUnpacker unpacker = new LayerUnpacker(content, remover, limits)) {
            size = unpacker.unpack(source);
        }
        Digest digest = source.finish();
        if (!digest.equals(diffId.digest())) {
            throw new InvalidParameter("layer has the digest " + digest + ", not " + diffId);
        }
        return new Unpacked(size, source.total());
    }

    private void commit(Path incoming, ChainId id) throws IOException {
        try (Descriptor directory = Descriptor.open(incoming, Libc.O_RDONLY)) {
            Libc.syncfs(directory.number());
        }
        try {
            Files.move(incoming, directory(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (Files.exists(directory(id).resolve(RECORD))) {
                // Somebody else added the same layer meanwhile; ENOTEMPTY has no exception of its own here.
                return;
            }
            throw e;
        }
        try (FileChannel parent = FileChannel.open(directory(id).getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    @Override
    public void setBlob(ChainId id, LayerBlob blob) {
        Optional<Layer> layer = find(id);
        if (layer.isEmpty()) {
            return;
        }
        Layer old = layer.get();
        Layer changed = new Layer(id, old.parent(), old.diffId(), old.size(), old.tarSize(), Optional.of(blob));
        Path record = directory(id).resolve(RECORD);
        Path unfinished = directory(id).resolve(RECORD + "." + UUID.randomUUID());
        try {
            LayerRecord.write(unfinished, changed);
            try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(unfinished, record, StandardCopyOption.ATOMIC_MOVE);
            known.put(id, changed);
        } catch (IOException e) {
            throw new SystemFailure("cannot change the record of layer " + id + ": " + e, e);
        }
    }

    @Override
    public List<LayerFile> files(ChainId id) {
        if (find(id).isEmpty()) {
            throw new NotFound("layer " + id + " does not exist");
        }
        return BlockingCalls.run(() -> {
            int flags = Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_NOFOLLOW;
            try (Descriptor directory = Descriptor.open(content(id), flags)) {
                return LayerListing.of(new TreeReader(directory));
            }
        });
    }

    @Override
    public Set<ChainId> list() {
        try (Stream<Path> layers = Files.list(root.resolve(ALGORITHM))) {
            return layers.map(layer -> layer.toFile().getName())
                    .map(name -> new ChainId(new Digest(ALGORITHM, name)))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new SystemFailure("cannot list the layers in " + root + ": " + e, e);
        }
    }

    @Override
    public void remove(ChainId id) {
        known.remove(id);
        remover.take(directory(id)).ifPresent(taken::add);
    }

    @Override
    public void reclaim() {
        for (Path pile = taken.poll(); pile != null; pile = taken.poll()) {
            remover.destroy(pile);
        }
    }

    private Path content(ChainId id) {
        return directory(id).resolve("content");
    }

    private Path directory(ChainId id) {
        return root.resolve(id.digest().algorithm()).resolve(id.digest().hex());
    }
}
