package dev.drydock.sandbox.storage;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.RootMount;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The root file systems of a lab's containers that the server has open, each one once: whoever needs one that is open
 * shares it, so that no container's upper directory is used through two overlays.
 */
final class SharedRoots {
    private final Map<ContainerId, Shared> open = new HashMap<>();

    /**
     * Opens one to read and write files.
     *
     * @param process finds the first process of the container, empty when it does not run
     * @param fresh mounts it when nobody has it
     */
    synchronized Lease forFiles(ContainerId container, Supplier<OptionalInt> process, Supplier<RootMount> fresh) {
        Shared shared = open.get(container);
        if (shared == null) {
            OptionalInt pid = process.get();
            RootMount mount = pid.isPresent() ? RootMount.of(pid.getAsInt()) : fresh.get();
            shared = add(container, mount, pid.isPresent());
        }
        return lease(shared);
    }

    /**
     * Opens one for a start. Who still reads or writes through the mount of an earlier run is stopped: that one cannot be
     * shared any more.
     */
    synchronized Lease forStart(ContainerId container, Supplier<RootMount> fresh) {
        Shared shared = open.get(container);
        if (shared != null && shared.isOfARun) {
            revoke(container);
            shared = null;
        }
        return lease(shared == null ? add(container, fresh.get(), false) : shared);
    }

    private Shared add(ContainerId container, RootMount mount, boolean isOfARun) {
        Shared shared = new Shared(container, mount, isOfARun);
        open.put(container, shared);
        return shared;
    }

    private Lease lease(Shared shared) {
        shared.users++;
        return new Lease(shared);
    }

    /** Ends the reading and writing in a container that is being removed. */
    synchronized void revoke(ContainerId container) {
        Shared shared = open.remove(container);
        if (shared != null) {
            shared.isRevoked = true;
        }
    }

    synchronized void revokeAll() {
        open.values().forEach(shared -> shared.isRevoked = true);
        open.clear();
    }

    private synchronized void release(Shared shared) {
        shared.users--;
        if (shared.users == 0) {
            open.remove(shared.container, shared);
            shared.mount.close();
        }
    }

    private static final class Shared {
        private final ContainerId container;
        private final RootMount mount;
        private boolean isOfARun;
        private int users;
        private volatile boolean isRevoked;

        Shared(ContainerId container, RootMount mount, boolean isOfARun) {
            this.container = container;
            this.mount = mount;
            this.isOfARun = isOfARun;
        }
    }

    /** One user's hold on a root file system. */
    final class Lease implements AutoCloseable {
        private final Shared shared;
        private boolean closed;

        private Lease(Shared shared) {
            this.shared = shared;
        }

        Descriptor root() {
            return shared.mount.descriptor();
        }

        /** A mount for a container that starts: the one that is open, if nobody else has it. */
        Descriptor give() {
            synchronized (SharedRoots.this) {
                if (shared.users > 1) {
                    return shared.mount.copy();
                }
                shared.isOfARun = true;
                return shared.mount.descriptor().duplicate();
            }
        }

        /** Throws when the container was removed, or has been started anew. */
        void check() {
            if (shared.isRevoked) {
                throw new NotFound("No such container: " + shared.container);
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(shared);
            }
        }
    }
}
