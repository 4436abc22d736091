package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the registry needs of the server's blobs, counted: links of repositories, and holds of requests that rely on a blob
 * before it is linked. A hold comes before the look whether the blob is there, and a blob is removed under the same lock,
 * so that whoever sweeps either removes it before the look or leaves it.
 */
final class BlobUses {
    private final Map<Digest, Integer> counts = new HashMap<>();

    synchronized void add(Collection<Digest> digests) {
        digests.forEach(digest -> counts.merge(digest, 1, Integer::sum));
    }

    synchronized void remove(Collection<Digest> digests) {
        digests.forEach(digest -> counts.computeIfPresent(digest, (_, count) -> count == 1 ? null : count - 1));
    }

    /** Keeps these blobs until the hold is closed. */
    Hold hold(Collection<Digest> digests) {
        Set<Digest> held = Set.copyOf(digests);
        add(held);
        return new Hold(this, held);
    }

    synchronized Set<Digest> all() {
        return Set.copyOf(counts.keySet());
    }

    /** Runs the removal unless the blob is needed; says whether it ran. */
    synchronized boolean ifUnused(Digest digest, Runnable removal) {
        if (counts.containsKey(digest)) {
            return false;
        }
        removal.run();
        return true;
    }

    /** Keeps blobs from being swept. */
    record Hold(BlobUses uses, Set<Digest> digests) implements AutoCloseable {
        @Override
        public void close() {
            uses.remove(digests);
        }
    }
}
