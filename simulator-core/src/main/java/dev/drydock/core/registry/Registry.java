package dev.drydock.core.registry;

import dev.drydock.core.blob.BlobStore;
import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A registry after the OCI distribution specification 1.1 whose content lies in the server's blob store. What the server
 * has anyway costs nothing more here, but is seen through a repository only when it was pushed or mounted there. Refusals
 * are {@link RegistryException}s. Safe for use by several threads.
 */
public final class Registry {
    private final BlobStore blobs;
    private final RegistryLimits limits;
    private final InstantSource clock;
    private final BlobUses uses = new BlobUses();
    private final Repositories repositories;
    private final Manifests manifests;
    private final Uploads uploads;
    private final Touches touches;

    private Registry(RegistrySetup setup) {
        this.blobs = setup.blobs();
        this.limits = setup.limits();
        this.clock = setup.clock();
        this.repositories = new Repositories(setup.store(), limits, uses);
        this.manifests = new Manifests(repositories, blobs, uses, clock);
        this.uploads = new Uploads(setup.uploads(), repositories, uses, setup);
        this.touches = new Touches(clock.instant());
    }

    /** Loads what is there, uploads that were going on included. */
    public static Registry open(RegistrySetup setup) {
        Registry registry = new Registry(setup);
        registry.repositories.load();
        registry.uploads.load();
        return registry;
    }

    /**
     * Names of repositories, in order.
     *
     * @param last the name that the page before ended with; empty for the first page
     */
    public Page<RepositoryPath> catalog(String last, int limit) {
        return Page.of(
                repositories.list().stream()
                        .map(Repository::path)
                        .filter(path -> path.value().compareTo(last) > 0)
                        .toList(),
                limit);
    }

    /**
     * Tags of a repository, in order.
     *
     * @param last the tag that the page before ended with; empty for the first page
     */
    public Page<Tag> tags(RepositoryPath path, String last, int limit) {
        return Page.of(
                repositories.get(path).tags().keySet().stream()
                        .filter(tag -> tag.value().compareTo(last) > 0)
                        .toList(),
                limit);
    }

    /** The manifest that a tag or digest names in this repository. */
    public ManifestLink manifest(Caller caller, RepositoryPath path, ManifestReference reference) {
        touch(caller, path, repository -> repository.find(reference).map(ManifestLink::digest));
        return manifests.find(path, reference);
    }

    /** The bytes of a manifest as they were pushed; a damaged one is a failure of the system. */
    public byte[] read(ManifestLink manifest) {
        return manifests.read(manifest);
    }

    /** Keeps a manifest whose parts are in the repository, and lets the tag name it where it is put under one. */
    public ManifestLink putManifest(
            Caller caller, RepositoryPath path, ManifestReference reference, ManifestContent content) {
        return manifests.put(caller, path, reference, content);
    }

    /** Drops a tag, or a manifest with all its tags. */
    public void deleteManifest(Caller caller, RepositoryPath path, ManifestReference reference) {
        manifests.delete(caller, path, reference);
    }

    /**
     * Offers an image of the server's blob store under a name; no byte is copied. The image stays until the tag names
     * another.
     *
     * @param manifest of an image or an index, which is in the blob store with everything that it names
     * @throws RegistryException {@code MANIFEST_BLOB_UNKNOWN} when a part of it is not there
     */
    public ManifestLink adopt(RepositoryPath path, Tag tag, Digest manifest) {
        return adopt(path, tag, manifest, false);
    }

    /** As {@link #adopt(RepositoryPath, Tag, Digest)}, but of an index those manifests count that are there, at least one. */
    ManifestLink adoptWhatIsThere(RepositoryPath path, Tag tag, Digest manifest) {
        return adopt(path, tag, manifest, true);
    }

    private ManifestLink adopt(RepositoryPath path, Tag tag, Digest manifest, boolean mayBeSparse) {
        try (Adoption adoption = new Adoption(manifests, blobs, uses, clock.instant(), mayBeSparse)) {
            return adoption.link(repositories, path, tag, manifest);
        }
    }

    /**
     * Forgets tags below an owner, and what only they led to.
     *
     * @param youngest tags of manifests from before this time are forgotten
     * @param bytes the oldest of the others are, as long as the owner has more than so many
     */
    void expire(String owner, Instant youngest, long bytes) {
        new Expiry(repositories, new GarbageCollection(repositories, manifests, touches))
                .expire(owner, youngest, bytes, clock.instant());
    }

    /** What says something about a manifest, which need not be there, a page at a time. */
    public Page<Referrer> referrers(RepositoryPath path, Digest subject, String artifactType, Optional<Digest> last) {
        return new Referrers(manifests)
                .list(repositories.find(path).orElseGet(() -> Repository.empty(path)), subject, artifactType, last);
    }

    /** A blob that this repository has, and the server as well: one that was lost can be pushed again. */
    public BlobLink blob(Caller caller, RepositoryPath path, Digest digest) {
        touch(
                caller,
                path,
                repository -> repository.blobs().containsKey(digest) ? Optional.of(digest) : Optional.empty());
        return repositories
                .find(path)
                .map(Repository::blobs)
                .map(all -> all.get(digest))
                .filter(blob -> blobs.size(digest).equals(Optional.of(blob.size())))
                .orElseThrow(() -> unknown(path, digest));
    }

    /** Who may push counts on what they are told is there; the garbage collection does not come in between. */
    private void touch(Caller caller, RepositoryPath path, Function<Repository, Optional<Digest>> what) {
        if (caller.mayChange(path)) {
            repositories.change(Caller.SERVER, path, repository -> {
                what.apply(repository).ifPresent(digest -> touches.touch(path, digest, clock.instant()));
                return repository;
            });
        }
    }

    private static RegistryException unknown(RepositoryPath path, Digest digest) {
        return new RegistryException(
                RegistryError.BLOB_UNKNOWN, "there is no blob " + digest + " in " + path, List.of(digest.toString()));
    }

    /** Opens the content of a blob that {@link #blob} gave. */
    public InputStream open(BlobLink blob) throws IOException {
        return blobs.open(blob.digest());
    }

    /** Takes a blob out of a repository unless a manifest there needs it. */
    public void deleteBlob(Caller caller, RepositoryPath path, Digest digest) {
        caller.checkMayChange(path);
        repositories.change(caller, path, repository -> {
            if (!repository.blobs().containsKey(digest)) {
                throw unknown(path, digest);
            }
            manifests.checkUnused(repository, digest);
            return repository.withoutBlob(digest);
        });
    }

    /**
     * Links a blob of another repository, which everybody may read.
     *
     * @param from empty for whichever has it
     * @return empty when it is not there, and has to be pushed
     */
    public Optional<BlobLink> mount(Caller caller, RepositoryPath path, Digest digest, Optional<RepositoryPath> from) {
        caller.checkMayChange(path);
        try (BlobUses.Hold _ = uses.hold(Set.of(digest))) {
            Optional<BlobLink> source = from.isPresent()
                    ? repositories.find(from.get()).map(Repository::blobs).map(all -> all.get(digest))
                    : repositories.findBlob(digest);
            return source.map(found -> {
                BlobLink blob = new BlobLink(digest, found.size(), clock.instant());
                repositories.change(caller, path, repository -> repository.withBlob(blob));
                return blob;
            });
        }
    }

    /** Begins to push a blob. */
    public UploadId beginUpload(Caller caller, RepositoryPath path) {
        return uploads.begin(caller, path);
    }

    /** Pushes a blob in one piece: all of it, or nothing. */
    public BlobLink push(Caller caller, RepositoryPath path, FinalChunk whole) {
        UploadId id = uploads.begin(caller, path);
        try {
            return uploads.finish(caller, path, id, whole);
        } finally {
            uploads.drop(id);
        }
    }

    /** How many bytes of an upload are there. */
    public long uploadSize(Caller caller, RepositoryPath path, UploadId id) {
        return uploads.size(caller, path, id);
    }

    /** Adds a piece to an upload and says how many bytes are there now; when it breaks off, what came is kept. */
    public long append(Caller caller, RepositoryPath path, UploadId id, Chunk chunk) {
        return uploads.append(caller, path, id, chunk);
    }

    /** Ends an upload: it is a blob of the repository then. With another digest than this all of it is dropped. */
    public BlobLink finishUpload(Caller caller, RepositoryPath path, UploadId id, FinalChunk last) {
        return uploads.finish(caller, path, id, last);
    }

    /** Drops an upload. */
    public void cancelUpload(Caller caller, RepositoryPath path, UploadId id) {
        uploads.cancel(caller, path, id);
    }

    /** Forgets what nothing leads to and nobody asked for during the grace, and drops uploads that stopped. */
    public void tidyUp() {
        Instant youngest = clock.instant().minus(limits.grace());
        uploads.expire(youngest);
        collectGarbage(youngest);
    }

    void collectGarbage(Instant youngest) {
        new GarbageCollection(repositories, manifests, touches).collect(youngest);
    }

    /** Compares everything with its digest; what is damaged. */
    public List<Damage> scrub() {
        return new Scrub(repositories, blobs).run();
    }

    /** Every blob that must stay in the blob store: manifests, what they name, what was pushed, and what is about to be used. */
    public Set<Digest> blobs() {
        return uses.all();
    }

    /**
     * Removes a blob from the blob store unless the registry needs it, even if it has come to need it just now. Whoever
     * sweeps the blob store removes each blob through this.
     *
     * @param removal runs only if it is not needed
     * @return whether it ran
     */
    public boolean removeUnlessNeeded(Digest digest, Runnable removal) {
        return uses.ifUnused(digest, removal);
    }
}
