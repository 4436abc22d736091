package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.SyscallException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bytes of what is in a tree, links by the length of their target; a file with several names counts once. */
final class TreeSize {
    private TreeSize() {}

    static long of(TreeReader tree) {
        long total = 0;
        Set<Long> seen = new HashSet<>();
        Deque<String> directories = new ArrayDeque<>(List.of(""));
        while (!directories.isEmpty()) {
            String directory = directories.pop();
            for (String name : names(tree, directory)) {
                String path = TreeReader.join(directory, name);
                Optional<FileStatus> found = status(tree, path);
                if (found.isEmpty()) {
                    continue;
                }
                FileStatus status = found.get();
                if (status.isDirectory()) {
                    directories.push(path);
                } else if (status.links() == 1 || seen.add(status.inode())) {
                    total += status.size();
                }
            }
        }
        return total;
    }

    private static List<String> names(TreeReader tree, String directory) {
        try {
            return tree.names(directory);
        } catch (SyscallException e) {
            return tooDeep(e, List.of());
        }
    }

    private static Optional<FileStatus> status(TreeReader tree, String path) {
        try {
            return tree.status(path);
        } catch (SyscallException e) {
            return tooDeep(e, Optional.empty());
        }
    }

    /** Below the longest path that a call takes nothing is counted: a size must not fail for one such directory. */
    private static <T> T tooDeep(SyscallException failure, T nothing) {
        if (failure.errno() == Errno.ENAMETOOLONG) {
            return nothing;
        }
        throw failure;
    }
}
