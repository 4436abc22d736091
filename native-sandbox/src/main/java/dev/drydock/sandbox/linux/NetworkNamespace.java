package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.SyscallException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes network namespaces. */
public final class NetworkNamespace {
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    private NetworkNamespace() {}

    /** A new one of this process's user namespace, which exists as long as somebody holds it. */
    public static Descriptor create() {
        List<Descriptor> made = new ArrayList<>();
        List<SyscallException> failed = new ArrayList<>();
        // A thread of its own, which ends: it has left the machine's network for good.
        Thread maker = Thread.ofPlatform().name("network-maker").start(() -> {
            try {
                Libc.unshare(Libc.CLONE_NEWNET);
                made.add(Descriptor.open(OWN, Libc.O_RDONLY));
            } catch (SyscallException e) {
                failed.add(e);
            }
        });
        boolean interrupted = false;
        while (maker.isAlive()) {
            try {
                maker.join();
            } catch (InterruptedException e) {
                // The descriptor has to come to somebody who closes it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (made.isEmpty()) {
            throw failed.getFirst();
        }
        return made.getFirst();
    }
}
