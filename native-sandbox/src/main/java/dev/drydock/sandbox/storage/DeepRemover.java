package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcMounts;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * Removes a directory of a tree that a student can change at any moment, by descriptors alone: links are not followed, no mount
 * is entered, and what lies deeper than the longest path is first moved up beside the others. Native calls: for platform threads.
 */
final class DeepRemover {
    private final Descriptor top;
    private final Deque<String> left = new ArrayDeque<>();

    private DeepRemover(Descriptor top) {
        this.top = top;
    }

    /**
     * Removes what is there under a name, with everything in it; nothing is fine.
     *
     * @param parent directory
     */
    static void remove(Descriptor parent, String name) {
        try (Descriptor top = directory(parent, name)) {
            new DeepRemover(top).removeContent();
        } catch (SyscallException e) {
            switch (e.errno()) {
                case Errno.ENOENT -> {
                    return;
                }
                case Errno.ENOTDIR, Errno.ELOOP -> {
                    unlink(parent, name, 0);
                    return;
                }
                default -> throw e;
            }
        }
        unlink(parent, name, Libc.AT_REMOVEDIR);
    }

    private void removeContent() {
        flatten(top, true);
        while (!left.isEmpty()) {
            String name = left.pop();
            try (Descriptor directory = directory(top, name)) {
                flatten(directory, false);
            }
            unlink(top, name, Libc.AT_REMOVEDIR);
        }
    }

    private void flatten(Descriptor directory, boolean isTop) {
        for (String name : names(directory)) {
            if (!isDirectory(directory, name)) {
                unlink(directory, name, 0);
            } else if (isTop) {
                left.push(name);
            } else {
                String moved = "d" + UUID.randomUUID();
                LibcMounts.rename(
                        directory.number(), LibcTrees.terminated(name), top.number(), LibcTrees.terminated(moved));
                left.push(moved);
            }
        }
    }

    private static List<String> names(Descriptor directory) {
        return new TreeReader(directory).names("");
    }

    private static boolean isDirectory(Descriptor directory, String name) {
        try {
            return (Libc.mode(directory.number(), LibcTrees.terminated(name)) & Libc.S_IFMT) == Libc.S_IFDIR;
        } catch (SyscallException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    private static Descriptor directory(Descriptor parent, String name) {
        Descriptor opened = new Descriptor(LibcTrees.openExactly(parent.number(), name));
        if (LibcTrees.status(opened.number()).isDirectory()) {
            return opened;
        }
        opened.close();
        throw new SyscallException("open", name, Errno.ENOTDIR);
    }

    private static void unlink(Descriptor parent, String name, int flags) {
        try {
            Libc.unlinkat(parent.number(), LibcTrees.terminated(name), flags);
        } catch (SyscallException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }
}
