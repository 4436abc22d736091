package dev.drydock.core.build;

import dev.drydock.core.distribution.Cancellation;
import dev.drydock.core.dockerfile.RunMount;
import dev.drydock.core.dockerfile.RunMount.Cache.Sharing;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.volume.HiddenVolume;
import dev.drydock.core.volume.Volumes;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The directories of {@code RUN --mount=type=cache}, which the builds of a lab share until they are pruned or the engine is closed.
 * Safe for use by several threads.
 */
final class CacheDirectories {
    private static final int LIMIT = 100;
    private static final long TURN_MILLIS = 100;

    private final Volumes volumes;
    private final InstantSource clock;
    private final Map<String, Directory> directories = new HashMap<>();

    CacheDirectories(Volumes volumes, InstantSource clock) {
        this.volumes = volumes;
        this.clock = clock;
    }

    private static final class Directory {
        private final HiddenVolume volume;
        private final Semaphore turn = new Semaphore(1, true);
        private int users;

        Directory(HiddenVolume volume) {
            this.volume = volume;
        }
    }

    /** A directory in use. */
    interface Hold extends AutoCloseable {
        /** Path of the lab host. */
        String path();

        @Override
        void close();
    }

    /** Waits for its turn where the mount wants the directory alone. */
    Hold open(RunMount.Cache mount, Cancellation cancellation) throws IOException {
        Directory directory = take(mount);
        boolean isAlone = mount.sharing() != Sharing.SHARED;
        boolean done = false;
        try {
            if (isAlone) {
                await(directory, cancellation);
            }
            done = true;
        } finally {
            if (!done) {
                leave(directory);
            }
        }
        return new Hold() {
            @Override
            public String path() {
                return directory.volume.mountpoint();
            }

            @Override
            public void close() {
                if (isAlone) {
                    directory.turn.release();
                }
                leave(directory);
            }
        };
    }

    private static void await(Directory directory, Cancellation cancellation) {
        try {
            while (!directory.turn.tryAcquire(TURN_MILLIS, TimeUnit.MILLISECONDS)) {
                cancellation.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("context canceled");
        }
    }

    private synchronized Directory take(RunMount.Cache mount) throws IOException {
        Directory directory = directories.get(mount.id());
        if (directory == null) {
            if (directories.size() >= LIMIT) {
                throw new EngineException.Forbidden("a lab host has at most " + LIMIT
                        + " cache directories for builds: docker builder prune takes them away");
            }
            directory = new Directory(volumes.hidden());
            directories.put(mount.id(), directory);
            fill(directory.volume, mount);
        }
        directory.users++;
        return directory;
    }

    private void fill(HiddenVolume volume, RunMount.Cache mount) throws IOException {
        CopyTar tar = new CopyTar(
                java.util.Optional.of(new dev.drydock.core.container.ContainerTree.Owner(mount.uid(), mount.gid())),
                java.util.OptionalInt.empty());
        tar.addDirectory("/.", mount.mode(), clock.instant());
        try (InputStream in = tar.open()) {
            volume.fill(in::transferTo);
        }
    }

    private synchronized void leave(Directory directory) {
        directory.users--;
    }

    /** Takes away those that no build uses; bytes of the files that were in them. */
    synchronized long prune() {
        long bytes = 0;
        for (Iterator<Directory> all = directories.values().iterator(); all.hasNext(); ) {
            Directory directory = all.next();
            if (directory.users == 0) {
                bytes += directory.volume.size();
                directory.volume.close();
                all.remove();
            }
        }
        return bytes;
    }
}
