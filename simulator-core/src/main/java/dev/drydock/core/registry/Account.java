package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What one owner has in the registry; content that is in several of their repositories counts once. */
final class Account {
    /** Held while a repository of the owner changes. */
    final ReentrantLock lock = new ReentrantLock();

    private final Map<Digest, Counted> content = new HashMap<>();
    private long linkedBytes;
    private long uploadBytes;
    private int uploads;
    private int repositories;

    /** Content with the number of repositories that have it. */
    private record Counted(long size, int links) {}

    synchronized void link(Map<Digest, Long> added) {
        added.forEach((digest, size) -> {
            Counted before = content.get(digest);
            if (before == null) {
                linkedBytes += size;
            }
            content.put(digest, before == null ? new Counted(size, 1) : new Counted(before.size(), before.links() + 1));
        });
    }

    synchronized void unlink(Iterable<Digest> removed) {
        for (Digest digest : removed) {
            Counted before = content.get(digest);
            if (before != null && before.links() > 1) {
                content.put(digest, new Counted(before.size(), before.links() - 1));
            } else if (before != null) {
                content.remove(digest);
                linkedBytes -= before.size();
            }
        }
    }

    /** Bytes that would come on top of what the owner has. */
    synchronized long news(Map<Digest, Long> added) {
        long bytes = 0;
        for (Map.Entry<Digest, Long> blob : added.entrySet()) {
            bytes += content.containsKey(blob.getKey()) ? 0 : blob.getValue();
        }
        return bytes;
    }

    synchronized long bytes() {
        return linkedBytes + uploadBytes;
    }

    synchronized int repositories() {
        return repositories;
    }

    synchronized void countRepositories(int change) {
        repositories += change;
    }

    /** Counts an upload unless that would be more than the limit. */
    synchronized boolean beginUpload(int limit) {
        if (uploads >= limit) {
            return false;
        }
        uploads++;
        return true;
    }

    /** @param bytes that it had taken */
    synchronized void endUpload(long bytes) {
        uploads--;
        uploadBytes -= bytes;
    }

    /** Counts bytes that an upload is about to write unless the owner would have more than the limit. */
    synchronized boolean take(long bytes, long limit) {
        if (linkedBytes + uploadBytes + bytes > limit) {
            return false;
        }
        uploadBytes += bytes;
        return true;
    }

    /** Takes back what was counted and not written. */
    synchronized void giveBack(long bytes) {
        uploadBytes -= bytes;
    }
}
