package dev.drydock.web.engineapi;

import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.Images;
import dev.drydock.core.image.Removed;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.engineapi.json.ContainerConfigBody;
import dev.drydock.web.engineapi.json.ContainerInspect;
import dev.drydock.web.engineapi.json.HistoryEntry;
import dev.drydock.web.engineapi.json.ImageDeleted;
import dev.drydock.web.engineapi.json.ImageInspect;
import dev.drydock.web.engineapi.json.ImageSummary;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Images as the API's documents show them. */
final class ImageDocuments {
    private static final String DRIVER = "overlay2";
    private static final String MISSING = "<missing>";
    static final long UNKNOWN = -1;

    private ImageDocuments() {}

    /** @param shared bytes that other images have, too; {@link #UNKNOWN} when nobody asked */
    static ImageSummary summary(Image image, long shared) {
        return new ImageSummary(
                UNKNOWN,
                created(image).getEpochSecond(),
                image.id().toString(),
                image.config().config().labels(),
                parent(image),
                digests(image),
                tags(image),
                shared,
                image.size(),
                null);
    }

    /** @param used ids of the images that containers were made from; {@code docker system df} counts with it */
    static ImageSummary summary(Image image, Set<String> used, long shared) {
        ImageSummary summary = summary(image, shared);
        return new ImageSummary(
                used.contains(summary.id()) ? 1 : 0,
                summary.created(),
                summary.id(),
                summary.labels(),
                summary.parentId(),
                summary.repoDigests(),
                summary.repoTags(),
                summary.sharedSize(),
                summary.size(),
                null);
    }

    static List<ImageDeleted> removed(List<Removed> steps) {
        return steps.stream()
                .map(step -> switch (step) {
                    case Removed.Untagged(ImageReference name) -> new ImageDeleted(name.familiar(), null);
                    case Removed.DeletedImage(ImageId id) -> new ImageDeleted(null, id.toString());
                    case Removed.DeletedLayer(ChainId id, long _) -> new ImageDeleted(null, id.toString());
                })
                .toList();
    }

    private static String parent(Image image) {
        return image.parent().map(ImageId::toString).orElse("");
    }

    static ImageInspect inspect(Image image) {
        ImageConfig config = image.config();
        return new ImageInspect(
                image.id().toString(),
                tags(image),
                digests(image),
                parent(image),
                config.history().isEmpty()
                        ? ""
                        : orEmpty(config.history().getLast().comment()),
                config.created(),
                null,
                null,
                "",
                orEmpty(config.author()),
                config(config.config()),
                config.architecture(),
                config.os(),
                image.size(),
                null,
                new ContainerInspect.GraphDriver(StorageData.of(image), DRIVER),
                new ImageInspect.RootFs("layers", config.rootfs().diffIds()),
                new ImageInspect.Metadata(
                        image.lastTagged().map(Timestamps::rfc3339).orElse(Timestamps.NEVER)));
    }

    /** What an image shows of the container that it was made from when it was made from none. */
    static ContainerConfigBody noContainer() {
        return config(new ImageConfig.RunConfig(null, null, null, null, null, null, null, null, null));
    }

    private static ContainerConfigBody config(ImageConfig.RunConfig config) {
        Map<String, Map<String, String>> ports = config.exposedPorts();
        return new ContainerConfigBody(
                "",
                "",
                orEmpty(config.user()),
                false,
                false,
                false,
                ports == null ? Map.of() : new TreeMap<>(ports),
                false,
                false,
                false,
                config.env(),
                config.cmd(),
                "",
                config.volumes(),
                orEmpty(config.workingDir()),
                config.entrypoint(),
                config.onBuild(),
                config.labels() == null ? null : new TreeMap<>(config.labels()),
                "",
                orEmpty(config.stopSignal()),
                null,
                Healthchecks.document(config.healthcheck()),
                config.shell() == null ? List.of() : config.shell());
    }

    /** Newest first; an entry has an identity and names as far as the images are here that the image was made from. */
    static List<HistoryEntry> history(Image image, Images images) {
        List<HistoryEntry> entries = new ArrayList<>();
        Iterator<Layer> layers = image.layers().iterator();
        for (ImageConfig.History step : image.config().history()) {
            boolean empty = step.emptyLayer() != null && step.emptyLayer();
            long size = !empty && layers.hasNext() ? layers.next().size() : 0;
            entries.addFirst(new HistoryEntry(
                    orEmpty(step.comment()),
                    moment(step.created()).getEpochSecond(),
                    orEmpty(step.createdBy()),
                    MISSING,
                    size,
                    null));
        }
        Optional<Image> known = Optional.of(image);
        for (int i = 0; i < entries.size() && known.isPresent(); i++) {
            entries.set(i, identified(entries.get(i), known.get()));
            known = known.get().parent().flatMap(images::byId);
        }
        return entries;
    }

    private static HistoryEntry identified(HistoryEntry entry, Image image) {
        return new HistoryEntry(
                entry.comment(),
                entry.created(),
                entry.createdBy(),
                image.id().toString(),
                entry.size(),
                ContainerDocuments.nullIfEmpty(tags(image)));
    }

    static Instant created(Image image) {
        return moment(image.config().created());
    }

    private static Instant moment(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static List<String> tags(Image image) {
        return names(image, false);
    }

    private static List<String> digests(Image image) {
        return names(image, true);
    }

    private static List<String> names(Image image, boolean withDigest) {
        return image.references().stream()
                .map(ImageReference::familiar)
                .filter(name -> name.contains("@") == withDigest)
                .toList();
    }

    /** All ways to write a name for a pattern to match: with and without tag, short and full. */
    static List<String> names(ImageReference reference) {
        String familiar = reference.familiar();
        return List.of(familiar, repository(reference), reference.toString());
    }

    /** The name without tag or digest, as users write it. */
    static String repository(ImageReference reference) {
        return withoutVersion(reference.familiar());
    }

    private static String withoutVersion(String name) {
        int at = name.indexOf('@');
        String tagged = at < 0 ? name : name.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
