package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import java.nio.file.Path;

/** Makes network namespaces. */
public final class NetworkNamespace {
    private static final Path OWN = Path.of("/proc/thread-self/ns/net");

    private NetworkNamespace() {}

    /** A new one of this process's user namespace, which exists as long as somebody holds it. */
    public static Descriptor create() {
        // The thread has left the machine's network for good.
        return BlockingCalls.runAlone(() -> {
            Libc.unshare(Libc.CLONE_NEWNET);
            return Descriptor.open(OWN, Libc.O_RDONLY);
        });
    }
}
