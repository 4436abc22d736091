package dev.drydock.sandbox.metadata;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import dev.drydock.core.registry.BlobLink;
import dev.drydock.core.registry.ManifestLink;
import dev.drydock.core.registry.RegistryException;
import dev.drydock.core.registry.RegistryStore;
import dev.drydock.core.registry.Repository;
import dev.drydock.core.registry.RepositoryPath;
import dev.drydock.sandbox.metadata.DurableFiles.Durability;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registry's repositories, one file each, named by the hash of the repository's name, which may be too long for a file. */
public final class FileRegistryStore implements RegistryStore {
    private final DocumentFolder<RepositoryDocument> folder;

    public FileRegistryStore(Path directory) {
        folder = new DocumentFolder<>(directory, RepositoryDocument.class, document -> fileName(document.name()));
    }

    private static String fileName(String name) {
        return Digest.ofBytes(name.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private record RepositoryDocument(
            String name, Map<String, String> tags, List<ManifestDocument> manifests, List<BlobDocument> blobs) {
        static RepositoryDocument of(Repository repository) {
            Map<String, String> tags = new TreeMap<>();
            repository.tags().forEach((tag, digest) -> tags.put(tag.value(), digest.toString()));
            return new RepositoryDocument(
                    repository.path().value(),
                    tags,
                    repository.manifests().values().stream()
                            .map(ManifestDocument::of)
                            .sorted(Comparator.comparing(ManifestDocument::digest))
                            .toList(),
                    repository.blobs().values().stream()
                            .map(BlobDocument::of)
                            .sorted(Comparator.comparing(BlobDocument::digest))
                            .toList());
        }

        Repository read() {
            return new Repository(
                    new RepositoryPath(name),
                    tags.entrySet().stream()
                            .collect(Collectors.toMap(
                                    tag -> new Tag(tag.getKey()), tag -> Digest.parse(tag.getValue()))),
                    manifests.stream()
                            .map(ManifestDocument::read)
                            .collect(Collectors.toMap(ManifestLink::digest, Function.identity())),
                    blobs.stream()
                            .map(BlobDocument::read)
                            .collect(Collectors.toMap(BlobLink::digest, Function.identity())));
        }
    }

    private record ManifestDocument(
            String digest,
            String mediaType,
            long size,
            String since,
            @Nullable String subject,
            String artifactType) {
        static ManifestDocument of(ManifestLink link) {
            return new ManifestDocument(
                    link.digest().toString(),
                    link.mediaType(),
                    link.size(),
                    link.since().toString(),
                    link.subject().map(Digest::toString).orElse(null),
                    link.artifactType());
        }

        ManifestLink read() {
            return new ManifestLink(
                    Digest.parse(digest),
                    mediaType,
                    size,
                    Instant.parse(since),
                    Optional.ofNullable(subject).map(Digest::parse),
                    artifactType);
        }
    }

    private record BlobDocument(String digest, long size, String since) {
        static BlobDocument of(BlobLink link) {
            return new BlobDocument(
                    link.digest().toString(), link.size(), link.since().toString());
        }

        BlobLink read() {
            return new BlobLink(Digest.parse(digest), size, Instant.parse(since));
        }
    }

    @Override
    public List<Repository> load() {
        return folder.load(FileRegistryStore::read);
    }

    private static Repository read(RepositoryDocument document) {
        try {
            return document.read();
        } catch (RegistryException | EngineException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void save(Repository repository) {
        folder.save(RepositoryDocument.of(repository), Durability.MACHINE);
    }

    @Override
    public void delete(RepositoryPath path) {
        folder.delete(fileName(path.value()), Durability.MACHINE);
    }
}
