package dev.drydock.core.volume;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A volume with its lock, and who needs it. Everything but the value is read and changed only while the lock is held. */
final class LiveVolume {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> references = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>();
    private volatile Optional<Volume> value = Optional.empty();
    private boolean isGone;

    /** Empty until it is made to the end. */
    Optional<Volume> value() {
        return value;
    }

    void setValue(Volume volume) {
        value = Optional.of(volume);
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Containers that have it among their mounts, running or not. */
    Set<String> references() {
        return references;
    }

    /** Containers in which it is mounted. */
    Set<String> users() {
        return users;
    }

    boolean isGone() {
        return isGone;
    }

    /** It was removed, or not made to the end: whoever waited for the lock looks its name up again. */
    void setGone() {
        value = Optional.empty();
        isGone = true;
    }
}
