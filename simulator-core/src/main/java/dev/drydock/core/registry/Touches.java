package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When somebody who may push was last told that a blob or manifest is there already: they count on it, so it is as good as
 * pushed then. Not on stable storage: after a start everything counts as asked for.
 */
final class Touches {
    private final Instant opened;
    private final Map<Key, Instant> times = new ConcurrentHashMap<>();

    private record Key(RepositoryPath repository, Digest digest) {}

    Touches(Instant opened) {
        this.opened = opened;
    }

    /** Only for what is there, so that there are not more than links. */
    void touch(RepositoryPath repository, Digest digest, Instant now) {
        times.put(new Key(repository, digest), now);
    }

    /** Whether it was pushed or asked for at this time or later. */
    boolean isUsedSince(Instant time, RepositoryPath repository, Digest digest, Instant pushed) {
        return !opened.isBefore(time)
                || !pushed.isBefore(time)
                || !times.getOrDefault(new Key(repository, digest), Instant.MIN).isBefore(time);
    }

    void forgetBefore(Instant time) {
        times.values().removeIf(touched -> touched.isBefore(time));
    }
}
