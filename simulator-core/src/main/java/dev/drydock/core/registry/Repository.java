package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import dev.drydock.core.reference.Tag;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The tags of one name, and what they are tags of. Content that is not linked here cannot be read through this repository
 * nor be named by its manifests, even if the server has it.
 *
 * @param tags in order
 */
public record Repository(
        RepositoryPath path, Map<Tag, Digest> tags, Map<Digest, ManifestLink> manifests, Map<Digest, BlobLink> blobs) {
    /** @throws IllegalArgumentException when a tag names a manifest that is not there */
    public Repository {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        manifests = Map.copyOf(manifests);
        blobs = Map.copyOf(blobs);
        if (!manifests.keySet().containsAll(tags.values())) {
            throw new IllegalArgumentException("a tag of " + path + " names a manifest that is not there");
        }
    }

    static Repository empty(RepositoryPath path) {
        return new Repository(path, Map.of(), Map.of(), Map.of());
    }

    /** One without content is none. */
    public boolean isEmpty() {
        return manifests.isEmpty() && blobs.isEmpty();
    }

    /** The manifest that a request names, if it is here. */
    Optional<ManifestLink> find(ManifestReference reference) {
        Digest digest = switch (reference) {
            case ManifestReference.ByTag byTag -> tags.get(byTag.tag());
            case ManifestReference.ByDigest byDigest -> byDigest.digest();
        };
        return Optional.ofNullable(digest).map(manifests::get);
    }

    Repository withBlob(BlobLink blob) {
        return new Repository(path, tags, manifests, changed(blobs, map -> map.put(blob.digest(), blob)));
    }

    Repository withoutBlob(Digest digest) {
        return new Repository(path, tags, manifests, changed(blobs, map -> map.remove(digest)));
    }

    Repository withManifest(ManifestLink manifest) {
        return new Repository(path, tags, changed(manifests, map -> map.put(manifest.digest(), manifest)), blobs);
    }

    /** Without the manifest and all its tags. */
    Repository withoutManifest(Digest digest) {
        return new Repository(
                path,
                changed(tags, map -> map.values().removeIf(digest::equals)),
                changed(manifests, map -> map.remove(digest)),
                blobs);
    }

    Repository withTag(Tag tag, Digest digest) {
        return new Repository(path, changed(tags, map -> map.put(tag, digest)), manifests, blobs);
    }

    Repository withoutTag(Tag tag) {
        return new Repository(path, changed(tags, map -> map.remove(tag)), manifests, blobs);
    }

    /** Everything that it needs, with sizes in bytes. */
    Map<Digest, Long> content() {
        Map<Digest, Long> content = new HashMap<>();
        manifests.values().forEach(manifest -> content.put(manifest.digest(), manifest.size()));
        blobs.values().forEach(blob -> content.put(blob.digest(), blob.size()));
        return content;
    }

    private static <K, V> Map<K, V> changed(Map<K, V> map, Consumer<Map<K, V>> change) {
        Map<K, V> copy = new HashMap<>(map);
        change.accept(copy);
        return copy;
    }
}
