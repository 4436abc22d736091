package dev.drydock.core.image;

import dev.drydock.core.blob.Blob;
import dev.drydock.core.blob.BlobWriter;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.OciJson;
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
    /** What the images that a lab makes may take, besides those it begins with. */
    private static final long MADE_BYTES = 2L << 30;

    private static final int MOST = 1000;

    private final Map<ImageId, Image> images = new ConcurrentHashMap<>();
    private final Map<ImageReference, ImageId> names = new ConcurrentHashMap<>();

    private final ImageServices services;
    private final ImageReader reader;
    /** The layers that a new lab begins with. */
    private final Set<ChainId> given = ConcurrentHashMap.newKeySet();

    private Images(ImageServices services) {
        this.services = services;
        this.reader = new ImageReader(services.blobs(), services.layers());
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
        first.forEach(record -> Optional.ofNullable(result.images.get(record.id()))
                .ifPresent(image -> image.layers().forEach(layer -> result.given.add(layer.id()))));
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
                images.put(record.id(), reader.read(record.id(), record.parent(), own));
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
            return Optional.ofNullable(images.get(new ImageId(new Digest("sha256", hex))))
                    .orElseThrow(() -> noSuchImage(ALGORITHM + hex));
        }
        ImageReference reference = ImageReference.parse(key);
        return byReference(reference).or(() -> byPrefix(key)).orElseThrow(() -> noSuchImage(reference.familiar()));
    }

    private Optional<Image> byReference(ImageReference reference) {
        return Optional.ofNullable(names.get(reference)).map(images::get);
    }

    /** An ambiguous prefix finds nothing, as in Docker. */
    private Optional<Image> byPrefix(String key) {
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

    private static EngineException noSuchImage(String name) {
        return new EngineException.NotFound("No such image: " + name);
    }

    /**
     * Keeps a layer for an image that is being made. Its tar is kept as a blob as well: unpacked, it cannot be had again byte
     * for byte.
     *
     * @param size of its files, as far as known
     */
    public Layer addLayer(Optional<ChainId> parent, long size, BlobWriter tar) throws IOException {
        checkRoom(size);
        Blob blob = services.blobs().write(out -> tar.writeTo(new BoundedStream(out, MADE_BYTES)));
        try (InputStream content = services.blobs().open(blob.digest())) {
            return services.layers().add(parent, new DiffId(blob.digest()), content);
        }
    }

    /** Layers lie on the machine's disk, not on the lab's: what a lab makes must have an end. */
    private void checkRoom(long size) {
        long made = images.values().stream()
                .flatMap(image -> image.layers().stream())
                .distinct()
                .filter(layer -> !given.contains(layer.id()))
                .mapToLong(Layer::size)
                .sum();
        if (made + size > MADE_BYTES || images.size() >= MOST) {
            throw new EngineException.SystemFailure("no space left on device: a lab host has at most " + MOST
                    + " images, and " + (MADE_BYTES >> 20) + " MiB of layers of its own");
        }
    }

    /**
     * Keeps an image whose layers are there, and gives it a name, which another image may lose. The configuration is written
     * before the name: where a name is, everything else is.
     *
     * @param parent the image that it was made from
     */
    public synchronized Image add(ImageConfig config, ImageId parent, Optional<ImageReference> reference, Instant now)
            throws IOException {
        checkRoom(0);
        byte[] document = OciJson.write(config);
        ImageId id = new ImageId(Digest.ofBytes(document));
        services.blobs().put(id.digest(), new ByteArrayInputStream(document));
        Image known = images.get(id);
        List<ImageReference> own = new ArrayList<>(known == null ? List.of() : known.references());
        reference.filter(name -> !own.contains(name)).ifPresent(own::add);
        own.sort(null);
        Image image = reader.read(id, Optional.of(parent), own);
        save(image, now);
        images.put(id, image);
        Optional<ImageId> before = reference.map(name -> names.put(name, id));
        before.filter(other -> !other.equals(id)).map(images::get).ifPresent(other -> loseName(other, reference, now));
        return image;
    }

    private void loseName(Image image, Optional<ImageReference> lost, Instant now) {
        List<ImageReference> left = image.references().stream()
                .filter(name -> !Optional.of(name).equals(lost))
                .toList();
        Image without = image.withReferences(left);
        save(without, now);
        images.put(image.id(), without);
    }

    /** After a crash between two of these the later moment counts. */
    private void save(Image image, Instant now) {
        Map<ImageReference, Instant> moments =
                image.references().stream().collect(Collectors.toMap(name -> name, _ -> now));
        services.store().save(new ImageRecord(image.id(), image.parent(), moments));
    }

    /** Bytes of an image's layers; 0 for one that is not there. */
    public long size(ImageId id) {
        Image image = images.get(id);
        return image == null ? 0 : image.size();
    }

    /** Newest first. */
    public List<Image> list() {
        return images.values().stream().sorted(NEWEST_FIRST).toList();
    }
}
