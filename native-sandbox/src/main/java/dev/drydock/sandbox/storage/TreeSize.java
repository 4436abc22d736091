package dev.drydock.sandbox.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Bytes of the regular files in a tree; a file with several names counts once. */
final class TreeSize {
    private TreeSize() {}

    static long of(Path root) throws IOException {
        long total = 0;
        Set<Object> seen = new HashSet<>();
        Deque<Path> directories = new ArrayDeque<>();
        directories.push(root);
        while (!directories.isEmpty()) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directories.pop())) {
                for (Path entry : entries) {
                    BasicFileAttributes attributes =
                            Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                    if (attributes.isDirectory()) {
                        directories.push(entry);
                    } else if (attributes.isRegularFile()
                            && Optional.ofNullable(attributes.fileKey())
                                    .map(seen::add)
                                    .orElse(true)) {
                        total += attributes.size();
                    }
                }
            }
        }
        return total;
    }
}
