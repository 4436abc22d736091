package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Links a manifest of the server's blob store, with everything that it is made of, into a repository. For one use.
 *
 * <p>An index may be sparse, if that is allowed: then it brings those of its manifests that are there, at least one.
 */
final class Adoption implements AutoCloseable {
    /** An index of indexes is rare; a longer chain is nobody's image. */
    private static final int DEPTH = 4;

    private final Manifests manifests;
    private final BlobStore blobs;
    private final BlobUses uses;
    private final Instant now;
    private final boolean mayBeSparse;
    private final Set<Digest> held = new HashSet<>();
    private final Set<BlobLink> blobLinks = new LinkedHashSet<>();
    /** The parts before the whole. */
    private final Set<ManifestLink> manifestLinks = new LinkedHashSet<>();

    @SuppressWarnings("ParameterNumber")
    Adoption(Manifests manifests, BlobStore blobs, BlobUses uses, Instant now, boolean mayBeSparse) {
        this.manifests = manifests;
        this.blobs = blobs;
        this.uses = uses;
        this.now = now;
        this.mayBeSparse = mayBeSparse;
    }

    /** Gives the manifest the tag; no byte is copied. */
    ManifestLink link(Repositories repositories, RepositoryPath path, Tag tag, Digest digest) {
        ManifestLink root = collect(digest, 0);
        repositories.change(Caller.SERVER, path, before -> {
            Repository repository = before;
            for (BlobLink blob : blobLinks) {
                repository = repository.withBlob(blob);
            }
            for (ManifestLink manifest : manifestLinks) {
                repository = repository.withManifest(manifest);
            }
            return repository.withTag(tag, digest);
        });
        return root;
    }

    private ManifestLink collect(Digest digest, int depth) {
        if (depth > DEPTH) {
            throw ManifestDocument.invalid("the index has indexes in it to more than " + DEPTH + " levels");
        }
        size(digest);
        byte[] content = manifests.read(digest);
        ManifestDocument document = ManifestDocument.read("", content);
        for (ManifestDocument.Part child : present(document.children())) {
            Manifests.checkPart(child, Optional.of(size(child.named())), Set.of());
            collect(child.named(), depth + 1);
        }
        for (ManifestDocument.Part part : document.blobs()) {
            long size = size(part.named());
            Manifests.checkPart(part, Optional.of(size), Set.of());
            blobLinks.add(new BlobLink(part.named(), size, now));
        }
        ManifestLink link = manifests.link(digest, new ManifestContent("", content), document);
        manifestLinks.add(link);
        return link;
    }

    private List<ManifestDocument.Part> present(List<ManifestDocument.Part> children) {
        List<ManifestDocument.Part> present = children.stream()
                .filter(child -> !mayBeSparse || find(child.named()).isPresent())
                .toList();
        return present.isEmpty() ? children : present;
    }

    /** Holds a blob first, so that it stays, and looks whether it is there then; its size in bytes. */
    private Optional<Long> find(Digest digest) {
        if (held.add(digest)) {
            uses.add(Set.of(digest));
        }
        return blobs.size(digest);
    }

    private long size(Digest digest) {
        return find(digest)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.MANIFEST_BLOB_UNKNOWN,
                        "the server has no blob " + digest,
                        List.of(digest.toString())));
    }

    @Override
    public void close() {
        uses.remove(held);
    }
}
