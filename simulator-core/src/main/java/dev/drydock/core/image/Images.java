package dev.drydock.core.image;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.layer.LayerBlob;
import dev.drydock.core.oci.MediaTypes;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of one engine. A {@code key} is a reference or an id, full or a prefix. */
public final class Images {
    private static final Logger LOG = LoggerFactory.getLogger(Images.class);
    private static final String ALGORITHM = "sha256:";
    private static final Pattern FULL_ID = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");
    private static final Pattern ID_PREFIX = Pattern.compile("(?:sha256:)?[0-9a-f]{1,64}");
    private static final Comparator<Image> NEWEST_FIRST = Comparator.comparing(Image::createdAt)
            .reversed()
            .thenComparing(image -> image.id().toString());

    private final Map<ImageId, Image> images = new ConcurrentHashMap<>();
    private final Map<ImageReference, ImageId> names = new ConcurrentHashMap<>();
    /** Held for every change. */
    private final ReentrantLock changes = new ReentrantLock();

    private final ImageServices services;
    private final ImageReader reader;
    private final ImageEvents events;
    private final ImageRoom room;

    private Images(ImageServices services) {
        this.services = services;
        this.reader =
                new ImageReader(services.content().blobs(), services.content().layers());
        this.events = new ImageEvents(services.events());
        this.room = new ImageRoom(this, services.room());
    }

    /**
     * Loads the images of a lab.
     *
     * @param first what a new lab begins with
     */
    public static Images open(ImageServices services, List<ImageRecord> first) {
        Optional<List<ImageRecord>> kept = services.store().load();
        if (kept.isEmpty()) {
            services.store().initialise(first);
        }
        Images result = new Images(services);
        result.load(kept.orElse(first));
        first.forEach(
                record -> Optional.ofNullable(result.images.get(record.id())).ifPresent(result.room::give));
        return result;
    }

    private void load(List<ImageRecord> records) {
        Map<ImageReference, Instant> given = new ConcurrentHashMap<>();
        for (ImageRecord record : records) {
            record.references().forEach((reference, moment) -> given.merge(reference, moment, Images::later));
        }
        for (ImageRecord record : records) {
            List<ImageReference> own = record.references().entrySet().stream()
                    .filter(entry -> entry.getValue().equals(given.get(entry.getKey())))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            try {
                images.put(record.id(), reader.read(record, own));
                own.forEach(reference -> names.put(reference, record.id()));
            } catch (EngineException e) {
                LOG.error("image {} {} is left out: {}", record.id(), own, e.getMessage());
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** {@code NotFound("No such image: key")} for an unknown one, with {@code :latest} added as Docker does. */
    public Image find(String key) {
        if (FULL_ID.matcher(key).matches()) {
            String hex = key.substring(key.indexOf(':') + 1);
            return byId(new ImageId(new Digest("sha256", hex))).orElseThrow(() -> noSuchImage(ALGORITHM + hex));
        }
        ImageReference reference = ImageReference.parse(key);
        return byReference(reference).or(() -> byPrefix(key)).orElseThrow(() -> noSuchImage(reference.familiar()));
    }

    public Optional<Image> byId(ImageId id) {
        return Optional.ofNullable(images.get(id));
    }

    public Optional<Image> byReference(ImageReference reference) {
        return Optional.ofNullable(names.get(reference.pinned())).map(images::get);
    }

    /** By the beginning of its id; an ambiguous one finds nothing, as in Docker. */
    public Optional<Image> byPrefix(String key) {
        if (!ID_PREFIX.matcher(key).matches()) {
            return Optional.empty();
        }
        String prefix = key.startsWith(ALGORITHM) ? key : ALGORITHM + key;
        List<Image> matches = images.values().stream()
                .filter(image -> image.id().toString().startsWith(prefix))
                .limit(2)
                .toList();
        return matches.size() == 1 ? Optional.of(matches.getFirst()) : Optional.empty();
    }

    static EngineException noSuchImage(String name) {
        return new EngineException.NotFound("No such image: " + name);
    }

    /** Newest first. */
    public List<Image> list() {
        return images.values().stream().sorted(NEWEST_FIRST).toList();
    }

    /** Bytes of an image's layers; 0 for one that is not there. */
    public long size(ImageId id) {
        Image image = images.get(id);
        return image == null ? 0 : image.size();
    }

    /** What an image is made of, the lowest layer first. */
    public List<ImageLayer> layers(Image image) {
        LayerStack stack = new LayerStack();
        try (ContentLease hold = hold(image)) {
            image.layers().forEach(layer -> stack.add(hold.files(layer.id())));
        }
        List<String> instructions = image.config().history().stream()
                .filter(step -> !Boolean.TRUE.equals(step.emptyLayer()))
                .map(step -> Optional.ofNullable(step.createdBy()).orElse(""))
                .toList();
        List<ImageLayer> layers = new ArrayList<>();
        for (int i = 0; i < image.layers().size(); i++) {
            Layer layer = image.layers().get(i);
            layers.add(new ImageLayer(
                    layer,
                    i < instructions.size() ? instructions.get(i) : "",
                    stack.changes().get(i),
                    sharing(layer, image)));
        }
        return layers;
    }

    private List<ImageId> sharing(Layer layer, Image image) {
        return list().stream()
                .filter(other -> !other.id().equals(image.id())
                        && other.layers().stream().anyMatch(part -> part.id().equals(layer.id())))
                .map(Image::id)
                .toList();
    }

    /** Whether another image of this lab was made from it. */
    public boolean hasChildren(ImageId id) {
        return images.values().stream().anyMatch(image -> image.parent().equals(Optional.of(id)));
    }

    /** The images of this lab that were made from it, or from none, in no order. */
    public List<Image> children(Optional<ImageId> parent) {
        return images.values().stream()
                .filter(image -> image.parent().equals(parent))
                .toList();
    }

    /** What may still be brought into this lab. */
    public ImageRoom room() {
        return room;
    }

    /** For an operation that brings content for new images; what it finds or adds stays until it is closed. */
    public ContentLease lease() {
        return room.watch(services.content().lease());
    }

    /** Keeps the layers of an image as long as the lease is open, also when the image is removed meanwhile. */
    public ContentLease hold(Image image) {
        ContentLease lease = lease();
        image.chain().ifPresent(lease::find);
        if (!images.containsKey(image.id())) {
            lease.close();
            throw noSuchImage(image.id().toString());
        }
        return lease;
    }

    /**
     * Keeps a layer for an image that is being made, and its tar as a blob: unpacked, it cannot be had again byte for byte.
     *
     * @param parent stack that is there
     */
    public Layer addLayer(ContentLease lease, Optional<ChainId> parent, BlobWriter tar) throws IOException {
        Blob blob = room.write(lease, tar);
        LayerBlob kept = new LayerBlob(MediaTypes.LAYER, blob.digest(), blob.size());
        try (InputStream content = lease.open(blob.digest())) {
            return lease.add(parent, new DiffId(blob.digest()), kept, content);
        }
    }

    /**
     * Keeps an image whose layers are there, and gives it names, which other images may lose. The configuration is written
     * before the names: where a name is, everything else is.
     *
     * @param lease holds the layers and the manifest
     */
    public Image add(ContentLease lease, NewImage image) throws IOException {
        ImageId id = image.id();
        room.check(0);
        lease.put(id.digest(), new ByteArrayInputStream(image.config()));
        return locked(() -> {
            Optional<Image> known = byId(id);
            Image added = reader.read(
                    new ImageRecord(
                            id,
                            known.map(Image::parent).orElse(image.parent()),
                            image.manifest().or(() -> known.flatMap(Image::manifest)),
                            known.flatMap(Image::lastTagged),
                            Map.of()),
                    known.map(Image::references).orElse(List.of()));
            keep(added);
            image.names().forEach(name -> give(name, id));
            return images.getOrDefault(id, added);
        });
    }

    /** As {@link #add}, of an archive. */
    public Image load(ContentLease lease, NewImage image) throws IOException {
        Image loaded = add(lease, image);
        events.publish(loaded, "load", loaded.id().toString());
        return loaded;
    }

    /** As {@link #add}, of a file system. */
    public Image importAs(ContentLease lease, NewImage image, Optional<ImageReference> name) throws IOException {
        Image added = add(lease, image);
        Image named =
                name.map(reference -> tag(added.id().toString(), reference)).orElse(added);
        events.publish(named, "import", named.id().toString());
        return named;
    }

    /**
     * Notes what an image was made from, unless it is known.
     *
     * @throws EngineException.InvalidParameter when it cannot have been
     */
    public void descend(ImageId child, ImageId parent) {
        locked(() -> {
            Image image = byId(child).orElseThrow(() -> noSuchImage(child.toString()));
            Image before = byId(parent).orElseThrow(() -> noSuchImage(parent.toString()));
            if (!image.canDescendFrom(before)) {
                throw new EngineException.InvalidParameter(
                        "invalid parent ID. " + parent + " is not a valid parent for " + child);
            }
            if (image.parent().isEmpty()) {
                keep(image.withParent(parent));
            }
            return image;
        });
    }

    /** Tells that an image was written to an archive. */
    public void saved(Image image) {
        events.publish(image, "save", image.id().toString());
    }

    /** Gives an image one more name, which another may lose. */
    public Image tag(String key, ImageReference name) {
        Image image = locked(() -> {
            Image tagged = find(key).taggedAt(services.clock().instant());
            images.put(tagged.id(), tagged);
            return give(name, tagged.id());
        });
        events.publish(image, "tag", name.familiar());
        return image;
    }

    private Image give(ImageReference name, ImageId id) {
        ImageReference pinned = name.pinned();
        Image image = byId(id).orElseThrow(() -> noSuchImage(id.toString()));
        Optional<Image> before = byReference(pinned);
        List<ImageReference> own = new ArrayList<>(image.references());
        if (!own.contains(pinned)) {
            own.add(pinned);
        }
        own.sort(null);
        Image named = image.withReferences(own);
        keep(named);
        names.put(pinned, id);
        before.filter(other -> !other.id().equals(id)).ifPresent(other -> keep(without(other, pinned)));
        return named;
    }

    /**
     * Notes that a registry has the image now, under a name with the digest of its manifest there. An image that was removed
     * meanwhile stays so.
     */
    public void pushed(ImageId id, Digest manifest, ImageReference name) {
        locked(() -> byId(id).ifPresent(image -> {
            keep(image.withManifest(manifest));
            give(name, id);
        }));
    }

    /** Takes a name away; the image stays, maybe without any. */
    Image untag(ImageReference name) {
        return locked(() -> {
            Image image = byReference(name).orElseThrow(() -> noSuchImage(name.familiar()));
            names.remove(name.pinned());
            Image left = without(image, name.pinned());
            keep(left);
            events.publish(left, "untag", left.id().toString());
            return left;
        });
    }

    /** Forgets an image that has no names any more. */
    void delete(Image image) {
        services.store().delete(image.id());
        images.remove(image.id());
        events.publish(image, "delete", image.id().toString());
    }

    /**
     * Tells that something was done with an image under a name.
     *
     * @param reference one of its names
     * @param actor the name as it was used
     */
    public void announce(ImageReference reference, String actor, String action) {
        byReference(reference)
                .ifPresent(image -> events.publish(
                        image, action, actor, reference.repository().familiar()));
    }

    ImageEvents events() {
        return events;
    }

    private static Image without(Image image, ImageReference name) {
        return image.withReferences(
                image.references().stream().filter(other -> !other.equals(name)).toList());
    }

    /** After a crash between two of these the later moment of a name counts. */
    private void keep(Image image) {
        Instant now = services.clock().instant();
        Map<ImageReference, Instant> moments =
                image.references().stream().collect(Collectors.toMap(name -> name, _ -> now));
        services.store()
                .save(new ImageRecord(image.id(), image.parent(), image.manifest(), image.lastTagged(), moments));
        images.put(image.id(), image);
    }

    /** One change at a time. */
    <T> T locked(Supplier<T> change) {
        changes.lock();
        try {
            return change.get();
        } finally {
            changes.unlock();
        }
    }

    void locked(Runnable change) {
        locked(() -> {
            change.run();
            return this;
        });
    }

    /** The stacks that images end with or contain. */
    public Set<ChainId> stacks() {
        return images.values().stream()
                .flatMap(image -> image.layers().stream())
                .map(Layer::id)
                .collect(Collectors.toSet());
    }
}
