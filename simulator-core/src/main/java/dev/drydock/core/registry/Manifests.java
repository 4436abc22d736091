package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Manifests of repositories: each needs everything that it names in its own repository. */
final class Manifests {
    /** So many missing blobs an answer names. */
    private static final int NAMED = 100;

    private final Repositories repositories;
    private final BlobStore blobs;
    private final BlobUses uses;
    private final InstantSource clock;

    Manifests(Repositories repositories, BlobStore blobs, BlobUses uses, InstantSource clock) {
        this.repositories = repositories;
        this.blobs = blobs;
        this.uses = uses;
        this.clock = clock;
    }

    ManifestLink find(RepositoryPath path, ManifestReference reference) {
        return repositories.get(path).find(reference).orElseThrow(() -> unknown(path, reference));
    }

    private static RegistryException unknown(RepositoryPath path, ManifestReference reference) {
        return new RegistryException(
                RegistryError.MANIFEST_UNKNOWN,
                "there is no manifest " + reference + " in " + path,
                List.of(reference.toString()));
    }

    /** The bytes of a manifest, checked against their digest. */
    byte[] read(ManifestLink manifest) {
        byte[] content = read(manifest.digest());
        if (!Digest.ofBytes(content).equals(manifest.digest())) {
            throw new EngineException.SystemFailure(
                    "the manifest " + manifest.digest() + " is damaged on the server's disk");
        }
        return content;
    }

    byte[] read(Digest digest) {
        try (InputStream in = blobs.open(digest)) {
            return in.readNBytes(ManifestDocument.LIMIT + 1);
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot read the manifest " + digest + ": " + e.getMessage(), e);
        }
    }

    /** Keeps a manifest and, for a tag, lets the tag name it; both are on stable storage then. */
    ManifestLink put(Caller caller, RepositoryPath path, ManifestReference reference, ManifestContent content) {
        caller.checkMayChange(path);
        ManifestDocument document = ManifestDocument.read(content.mediaType(), content.bytes());
        Digest digest = Digest.ofBytes(content.bytes());
        if (reference instanceof ManifestReference.ByDigest named
                && !named.digest().equals(digest)) {
            throw new RegistryException(
                    RegistryError.DIGEST_INVALID,
                    "the manifest has the digest " + digest + ", not " + named,
                    List.of(digest.toString()));
        }
        checkParts(repositories.find(path).orElseGet(() -> Repository.empty(path)), document);
        ManifestLink link = link(digest, content, document);
        try (BlobUses.Hold _ = uses.hold(Set.of(digest))) {
            store(digest, content.bytes());
            repositories.change(caller, path, repository -> {
                // Again, now that nothing of it can go away.
                checkParts(repository, document);
                return tagged(repository.withManifest(link), reference, digest);
            });
        }
        return link;
    }

    private static Repository tagged(Repository repository, ManifestReference reference, Digest digest) {
        return switch (reference) {
            case ManifestReference.ByTag byTag -> repository.withTag(byTag.tag(), digest);
            case ManifestReference.ByDigest _ -> repository;
        };
    }

    ManifestLink link(Digest digest, ManifestContent content, ManifestDocument document) {
        return new ManifestLink(
                digest,
                document.typeOr(content.mediaType()),
                content.bytes().length,
                clock.instant(),
                document.subjectDigest(),
                document.shownArtifactType());
    }

    private void store(Digest digest, byte[] content) {
        try {
            blobs.put(digest, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new EngineException.SystemFailure("cannot keep the manifest " + digest + ": " + e.getMessage(), e);
        }
    }

    private static void checkParts(Repository repository, ManifestDocument document) {
        Set<String> missing = new LinkedHashSet<>();
        for (ManifestDocument.Part part : document.blobs()) {
            BlobLink blob = repository.blobs().get(part.named());
            checkPart(part, Optional.ofNullable(blob).map(BlobLink::size), missing);
        }
        for (ManifestDocument.Part part : document.children()) {
            ManifestLink child = repository.manifests().get(part.named());
            checkPart(part, Optional.ofNullable(child).map(ManifestLink::size), missing);
        }
        if (!missing.isEmpty()) {
            throw new RegistryException(
                    RegistryError.MANIFEST_BLOB_UNKNOWN,
                    "the manifest names what is not in " + repository.path() + ": push or mount it first",
                    missing.stream().limit(NAMED).toList());
        }
    }

    static void checkPart(ManifestDocument.Part part, Optional<Long> size, Set<String> missing) {
        if (size.isEmpty()) {
            missing.add(part.named().toString());
        } else if (!size.get().equals(part.size())) {
            throw ManifestDocument.invalid("the manifest says that " + part.named() + " has " + part.size()
                    + " bytes, but it has " + size.get());
        }
    }

    /** Drops a tag, or a manifest with all its tags. */
    void delete(Caller caller, RepositoryPath path, ManifestReference reference) {
        caller.checkMayChange(path);
        find(path, reference);
        repositories.change(caller, path, repository -> switch (reference) {
            case ManifestReference.ByTag byTag -> repository.withoutTag(byTag.tag());
            case ManifestReference.ByDigest byDigest -> repository.withoutManifest(byDigest.digest());
        });
    }

    /** Refuses to take a blob away that a manifest of the repository needs. */
    void checkUnused(Repository repository, Digest blob) {
        for (ManifestLink manifest : repository.manifests().values()) {
            ManifestDocument document = ManifestDocument.read(manifest.mediaType(), read(manifest));
            if (document.blobs().stream().anyMatch(part -> part.named().equals(blob))) {
                throw new RegistryException(
                        RegistryError.UNSUPPORTED,
                        "the manifest " + manifest.digest() + " needs the blob: delete that first");
            }
        }
    }
}
