package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import java.util.ArrayList;
import java.util.List;
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
        List<T> made = new ArrayList<>();
        List<SyscallException> failed = new ArrayList<>();
        Thread visitor = Thread.ofPlatform().name("mounts-visitor").start(() -> {
            try {
                Libc.unshare(Libc.CLONE_FS);
                LibcTrees.enterMounts(theirs.number());
                try {
                    made.add(calls.get());
                } finally {
                    LibcTrees.enterMounts(ours.number());
                }
            } catch (SyscallException e) {
                failed.add(e);
            }
        });
        boolean interrupted = false;
        while (visitor.isAlive()) {
            try {
                visitor.join();
            } catch (InterruptedException e) {
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
