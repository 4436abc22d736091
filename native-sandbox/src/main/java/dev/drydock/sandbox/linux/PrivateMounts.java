package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcMounts;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A mount namespace of the server's own, for what old kernels can do only with attached mounts. One thread is in it;
 * nothing that it mounts is seen anywhere else, and all of it is gone with the server.
 */
final class PrivateMounts {
    /** Covered by a file system in memory: a directory that every machine has and no classes are loaded from. */
    private static final String ROOT = "/sys/kernel";

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("private-mounts").factory());
    private static final AtomicLong NAMES = new AtomicLong();

    /** For the thread only. */
    private static boolean entered;

    private PrivateMounts() {}

    /** Attaches a detached mount; its descriptor then is one of the attached mount. */
    static Place attach(Descriptor mount) {
        return run(() -> {
            Place place = newPlace();
            LibcMounts.attach(mount.number(), place.path());
            return place;
        });
    }

    static void detach(Place place) {
        run(() -> {
            unmount(place);
            return place;
        });
    }

    /** A second mount of what is attached there, attached nowhere. */
    static Descriptor copy(Place place) {
        return run(() -> Mounts.copy(place.path()));
    }

    /** Mounts a file system the old way and takes it off again, so that it lives as long as its descriptor. */
    static Descriptor mount(String type, String options) {
        Place place = newPlace();
        Libc.mount(type, place.path(), 0, options);
        try {
            return Mounts.copy(place.path());
        } finally {
            unmount(place);
        }
    }

    /** Runs in the namespace. */
    static <T> T run(Supplier<T> call) {
        return BlockingCalls.run(THREAD, () -> {
            if (!entered) {
                enter();
                entered = true;
            }
            return call.get();
        });
    }

    private static Place newPlace() {
        Place place = new Place(NAMES.incrementAndGet());
        Libc.mkdirat(Libc.AT_FDCWD, place.path(), 0700);
        return place;
    }

    private static void unmount(Place place) {
        Libc.unmount(place.path(), Libc.MNT_DETACH);
        Libc.unlinkat(Libc.AT_FDCWD, place.path(), Libc.AT_REMOVEDIR);
    }

    /** A directory of the namespace that something is mounted on. */
    record Place(long name) {
        private byte[] path() {
            return Libc.cString(ROOT + "/" + name);
        }
    }

    private static void enter() {
        Libc.unshare(Libc.CLONE_FS | Libc.CLONE_NEWNS);
        // What the machine unmounts must go here, too, or its file systems would stay busy; nothing goes back.
        Libc.mount("none", Libc.cString("/"), Libc.MS_REC | Libc.MS_SLAVE, "");
        Libc.mount("tmpfs", Libc.cString(ROOT), 0, "mode=700");
    }
}
