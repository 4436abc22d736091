package dev.drydock.core.registry;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.reference.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what nothing in a repository leads to: manifests without a tag above them, blobs without a manifest. What is
 * younger than the grace stays, because a push brings blobs first, manifests then and the tag last. Content is not removed
 * here; the sweep of the blob store removes what nobody needs any more.
 */
final class GarbageCollection {
    private static final Logger LOG = LoggerFactory.getLogger(GarbageCollection.class);

    private final Repositories repositories;
    private final Manifests manifests;
    private final Touches touches;

    GarbageCollection(Repositories repositories, Manifests manifests, Touches touches) {
        this.repositories = repositories;
        this.manifests = manifests;
        this.touches = touches;
    }

    /** @param youngest what was pushed or asked for at this time or later stays */
    void collect(Instant youngest) {
        for (Repository repository : repositories.list()) {
            collect(repository.path(), youngest);
        }
        touches.forgetBefore(youngest);
    }

    /** The same for one repository. */
    void collect(RepositoryPath path, Instant youngest) {
        try {
            repositories.change(Caller.SERVER, path, state -> collect(state, youngest));
        } catch (EngineException | RegistryException e) {
            // A manifest that cannot be read may need anything, so everything stays.
            LOG.error("nothing of the repository {} is tidied up: {}", path, e.getMessage());
        }
    }

    private Repository collect(Repository repository, Instant youngest) {
        Map<Digest, ManifestDocument> documents = new HashMap<>();
        Set<Digest> kept = new HashSet<>(repository.tags().values());
        for (ManifestLink manifest : repository.manifests().values()) {
            documents.put(manifest.digest(), ManifestDocument.read(manifest.mediaType(), manifests.read(manifest)));
            if (touches.isUsedSince(youngest, repository.path(), manifest.digest(), manifest.since())) {
                kept.add(manifest.digest());
            }
        }
        spread(kept, documents);
        Repository result = repository;
        for (Digest manifest : documents.keySet()) {
            result = kept.contains(manifest) ? result : result.withoutManifest(manifest);
        }
        return withoutUnused(result, documents, youngest);
    }

    /** Keeps what the kept indexes are made of, and what says something about a kept manifest. */
    private static void spread(Set<Digest> kept, Map<Digest, ManifestDocument> documents) {
        boolean isLarger = true;
        while (isLarger) {
            isLarger = false;
            for (Map.Entry<Digest, ManifestDocument> manifest : documents.entrySet()) {
                ManifestDocument document = manifest.getValue();
                if (document.subjectDigest().filter(kept::contains).isPresent()) {
                    isLarger |= kept.add(manifest.getKey());
                }
                if (kept.contains(manifest.getKey())) {
                    for (ManifestDocument.Part child : document.children()) {
                        isLarger |= kept.add(child.named());
                    }
                }
            }
        }
    }

    private Repository withoutUnused(Repository repository, Map<Digest, ManifestDocument> documents, Instant youngest) {
        Set<Digest> needed = new HashSet<>();
        documents.forEach((manifest, document) -> {
            if (repository.manifests().containsKey(manifest)) {
                document.blobs().forEach(blob -> needed.add(blob.named()));
            }
        });
        Repository result = repository;
        for (BlobLink blob : repository.blobs().values()) {
            boolean isUsed = needed.contains(blob.digest())
                    || touches.isUsedSince(youngest, repository.path(), blob.digest(), blob.since());
            result = isUsed ? result : result.withoutBlob(blob.digest());
        }
        return result;
    }
}
