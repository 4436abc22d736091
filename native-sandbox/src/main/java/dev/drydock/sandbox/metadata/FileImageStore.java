package dev.drydock.sandbox.metadata;

import dev.drydock.core.content.ContentMarks;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageRecord;
import dev.drydock.core.image.ImageStore;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One lab's images and their names, one file for each image. */
public final class FileImageStore implements ImageStore {
    /** Written last when a lab gets its first images. */
    private static final String INITIALISED = "initialised";

    private final DocumentFolder<ImageDocument> folder;
    private final Path initialised;

    public FileImageStore(Path directory) {
        folder = new DocumentFolder<>(directory, ImageDocument.class, ImageDocument::name);
        initialised = directory.resolve(INITIALISED);
    }

    /**
     * @param parent {@code null} for an image that came from elsewhere, and in what older servers wrote
     * @param manifest {@code null} as well for one that came from no registry
     * @param lastTagged {@code null} for one that was never given a name here
     * @param references when each name was given
     */
    private record ImageDocument(
            String id,
            @Nullable String parent,
            @Nullable String manifest,
            @Nullable String lastTagged,
            Map<String, String> references) {
        static ImageDocument of(ImageRecord image) {
            Map<String, String> references = new TreeMap<>();
            image.references().forEach((reference, moment) -> references.put(reference.toString(), moment.toString()));
            return new ImageDocument(
                    image.id().toString(),
                    image.parent().map(ImageId::toString).orElse(null),
                    image.manifest().map(Digest::toString).orElse(null),
                    image.lastTagged().map(Instant::toString).orElse(null),
                    references);
        }

        String name() {
            return FileImageStore.name(new ImageId(Digest.parse(id)));
        }

        ImageRecord read() {
            Map<ImageReference, Instant> names = references.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> ImageReference.parse(entry.getKey()), entry -> Instant.parse(entry.getValue())));
            Optional<ImageId> from =
                    Optional.ofNullable(parent).map(Digest::parse).map(ImageId::new);
            Optional<Digest> origin = Optional.ofNullable(manifest).map(Digest::parse);
            Optional<Instant> tagged = Optional.ofNullable(lastTagged).map(Instant::parse);
            return new ImageRecord(new ImageId(Digest.parse(id)), from, origin, tagged, names);
        }
    }

    @Override
    public Optional<List<ImageRecord>> load() {
        return Files.exists(initialised) ? Optional.of(folder.load(ImageDocument::read)) : Optional.empty();
    }

    @Override
    public void initialise(List<ImageRecord> records) {
        records.forEach(image -> folder.save(ImageDocument.of(image), Durability.CONTENT));
        DurableFiles.write(initialised, new byte[0], Durability.MACHINE);
    }

    @Override
    public void save(ImageRecord image) {
        folder.save(ImageDocument.of(image), Durability.MACHINE);
    }

    @Override
    public void delete(ImageId id) {
        folder.delete(name(id), Durability.MACHINE);
    }

    /**
     * Marks what the images of a lab consist of. Nothing is changed, so this may be done while an engine writes; of a damaged
     * document its name counts.
     *
     * @throws EngineException when the directory cannot be read
     */
    public static void mark(Path directory, ContentMarks marks) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        DocumentFolder<ImageDocument> folder =
                new DocumentFolder<>(directory, ImageDocument.class, ImageDocument::name);
        for (String name : folder.names()) {
            marks.image(id(name).digest());
            folder.peek(name)
                    .flatMap(document -> Optional.ofNullable(document.manifest()))
                    .map(Digest::parse)
                    .ifPresent(marks::blob);
        }
    }

    private static ImageId id(String name) {
        int hyphen = name.indexOf('-');
        try {
            return new ImageId(new Digest(name.substring(0, Math.max(hyphen, 0)), name.substring(hyphen + 1)));
        } catch (IllegalArgumentException e) {
            throw new EngineException.SystemFailure("the document " + name + " does not belong to an image", e);
        }
    }

    private static String name(ImageId id) {
        return id.digest().algorithm() + "-" + id.digest().hex();
    }
}
