package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import java.util.function.Supplier;

/**
 * Makes calls in the mount namespace of others. Each visit has a thread of its own: one that has once left the others' root
 * directory must not be used for anything else.
 */
final class MountVisitor {
    private MountVisitor() {}

    /**
     * Makes the calls in a mount namespace.
     *
     * @param theirs the namespace
     * @param ours this process's own
     * @param calls of the kernel alone: paths mean theirs meanwhile
     */
    static <T> T visit(Descriptor theirs, Descriptor ours, Supplier<T> calls) {
        return BlockingCalls.runAlone(() -> {
            Libc.unshare(Libc.CLONE_FS);
            LibcTrees.enterMounts(theirs.number());
            try {
                return calls.get();
            } finally {
                LibcTrees.enterMounts(ours.number());
            }
        });
    }
}
