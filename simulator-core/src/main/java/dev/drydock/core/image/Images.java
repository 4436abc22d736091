package dev.drydock.core.image;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
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

    private Images() {}

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
        Images result = new Images();
        ImageReader reader = new ImageReader(services.blobs(), services.layers());
        result.load(reader, kept.orElse(first));
        return result;
    }

    private void load(ImageReader reader, List<ImageRecord> records) {
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
                images.put(record.id(), reader.read(record.id(), own));
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
