package dev.drydock.sandbox.storage;

import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.sandbox.linux.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares a writable layer with the layers below it, by dockerd's rules: a file has changed when its type, permissions,
 * owner, size or time differ, a directory when its permissions or owner differ or something in it has changed.
 */
final class LayerChanges {
    private LayerChanges() {}

    /** Ordered by path. */
    static List<Change> between(Path upper, MergedDirectory lower) throws IOException {
        List<Change> changes = new ArrayList<>();
        compare(upper, Optional.of(lower), "", changes);
        changes.sort(Comparator.comparing(Change::path));
        return changes;
    }

    private static void compare(Path upper, Optional<MergedDirectory> lower, String prefix, List<Change> changes)
            throws IOException {
        for (Path entry : entries(upper)) {
            String path = prefix + "/" + FileNames.lastName(entry);
            Optional<MergedDirectory.Entry> before =
                    lower.isPresent() ? lower.get().child(entry.getFileName()) : Optional.empty();
            if (OverlayMarks.isWhiteout(entry)) {
                before.ifPresent(_ -> changes.add(new Change(ChangeKind.DELETED, path)));
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                directory(entry, before, path, changes);
            } else if (before.isEmpty()) {
                changes.add(new Change(ChangeKind.ADDED, path));
            } else if (differ(entry, before.get().path())) {
                changes.add(new Change(ChangeKind.MODIFIED, path));
            }
        }
    }

    private static void directory(Path entry, Optional<MergedDirectory.Entry> before, String path, List<Change> changes)
            throws IOException {
        if (before.isEmpty()) {
            changes.add(new Change(ChangeKind.ADDED, path));
            compare(entry, Optional.empty(), path, changes);
            return;
        }
        int changesOutside = changes.size();
        if (before.get() instanceof MergedDirectory.Directory(MergedDirectory content)) {
            if (OverlayMarks.isOpaque(entry)) {
                deletions(entry, content, path, changes);
            }
            compare(entry, Optional.of(content), path, changes);
        } else {
            compare(entry, Optional.empty(), path, changes);
        }
        if (changes.size() > changesOutside || differ(entry, before.get().path())) {
            changes.add(new Change(ChangeKind.MODIFIED, path));
        }
    }

    /** What an opaque directory has not taken over is deleted. */
    private static void deletions(Path upper, MergedDirectory lower, String prefix, List<Change> changes)
            throws IOException {
        for (Path name : lower.names()) {
            if (!Files.exists(upper.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                changes.add(new Change(ChangeKind.DELETED, prefix + "/" + FileNames.lastName(name)));
            }
        }
    }

    private static boolean differ(Path after, Path before) throws IOException {
        return UnixAttributes.of(after).differsFrom(UnixAttributes.of(before));
    }

    /** Read to the end before anybody goes deeper: an open directory per level would use up the descriptors. */
    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        }
        return entries;
    }
}
