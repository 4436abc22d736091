package dev.drydock.sandbox.runtime;

import dev.drydock.sandbox.linux.BlockingCalls;
import dev.drydock.sandbox.linux.Descriptor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Holds the mount namespaces of running containers. Whoever lets go of one last waits while the kernel takes its mounts
 * apart and writes back the file system below them. Held here, that is a thread for which nobody waits, and not the
 * container's first process, whose end would be known milliseconds later.
 */
final class MountNamespaces implements AutoCloseable {
    private final Map<String, Descriptor> held = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> leaving = new ConcurrentHashMap<>();
    /** Containers whose end was told before the answer to their start was read. */
    private final Set<String> early = ConcurrentHashMap.newKeySet();

    /** Before a start: returns when no namespace of an earlier run has the container's layer mounted. */
    void begin(String container) {
        leave(container);
        awaitGone(container);
        early.remove(container);
    }

    /** Takes the namespace over until {@link #leave}. */
    synchronized void hold(String container, Descriptor namespace) {
        held.put(container, namespace);
        if (early.remove(container)) {
            leave(container);
        }
    }

    /** The container has ended. */
    synchronized void leave(String container) {
        Descriptor namespace = held.remove(container);
        if (namespace == null) {
            early.add(container);
            return;
        }
        CountDownLatch gone = new CountDownLatch(1);
        leaving.put(container, gone);
        BlockingCalls.later(() -> {
            namespace.close();
            leaving.remove(container, gone);
            gone.countDown();
        });
    }

    /** The container is removed. */
    void forget(String container) {
        leave(container);
        early.remove(container);
    }

    private void awaitGone(String container) {
        CountDownLatch gone = leaving.get(container);
        if (gone == null) {
            return;
        }
        try {
            gone.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of all, and returns when they are gone. */
    @Override
    public void close() {
        held.keySet().forEach(this::leave);
        leaving.keySet().forEach(this::awaitGone);
    }
}
