package dev.drydock.sandbox.storage;

import dev.drydock.core.layer.Change;
import dev.drydock.core.layer.ChangeKind;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.LibcTrees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares a writable layer with the layers below it, by dockerd's rules: a file has changed when its type, permissions,
 * owner, size or time differ, a directory when its permissions or owner differ or something in it has changed.
 */
final class LayerChanges {
    private final TreeReader upper;
    private final List<Change> changes = new ArrayList<>();

    private LayerChanges(TreeReader upper) {
        this.upper = upper;
    }

    /** Ordered by path. */
    static List<Change> between(TreeReader upper, MergedDirectory lower) {
        LayerChanges comparison = new LayerChanges(upper);
        comparison.compare("", Optional.of(lower));
        comparison.changes.sort(Comparator.comparing(Change::path));
        return comparison.changes;
    }

    private void compare(String directory, Optional<MergedDirectory> lower) {
        for (String name : upper.names(directory)) {
            String path = TreeReader.join(directory, name);
            Optional<MergedDirectory.Entry> before = lower.flatMap(below -> below.child(name));
            Optional<Seen> found = look(path);
            if (found.isEmpty()) {
                continue;
            }
            FileStatus status = found.get().status();
            if (OverlayMarks.isWhiteout(status)) {
                before.ifPresent(_ -> add(ChangeKind.DELETED, path));
            } else if (status.isDirectory()) {
                directory(path, found.get(), before);
            } else if (before.isEmpty()) {
                add(ChangeKind.ADDED, path);
            } else if (differ(status, before.get().status())) {
                add(ChangeKind.MODIFIED, path);
            }
        }
    }

    /** Closed before anybody goes deeper: an open directory per level would use up the descriptors. */
    private Optional<Seen> look(String path) {
        try (TreeReader.Opened entry = upper.open(path).orElse(null)) {
            if (entry == null) {
                return Optional.empty();
            }
            FileStatus status = entry.status();
            return Optional.of(new Seen(status, status.isDirectory() && entry.isOpaque()));
        }
    }

    private record Seen(FileStatus status, boolean isOpaque) {}

    private void directory(String path, Seen seen, Optional<MergedDirectory.Entry> before) {
        if (before.isEmpty()) {
            add(ChangeKind.ADDED, path);
            compare(path, Optional.empty());
            return;
        }
        int changesOutside = changes.size();
        if (before.get() instanceof MergedDirectory.Directory(FileStatus _, MergedDirectory content)) {
            if (seen.isOpaque()) {
                deletions(path, content);
            }
            compare(path, Optional.of(content));
        } else {
            compare(path, Optional.empty());
        }
        if (changes.size() > changesOutside
                || differ(seen.status(), before.get().status())) {
            add(ChangeKind.MODIFIED, path);
        }
    }

    /** What an opaque directory has not taken over is deleted. */
    private void deletions(String path, MergedDirectory lower) {
        for (String name : lower.names()) {
            String entry = TreeReader.join(path, name);
            if (upper.status(entry).isEmpty()) {
                add(ChangeKind.DELETED, entry);
            }
        }
    }

    private void add(ChangeKind kind, String path) {
        changes.add(new Change(kind, "/" + LibcTrees.text(path)));
    }

    private static boolean differ(FileStatus after, FileStatus before) {
        boolean content = after.size() != before.size()
                || after.seconds() != before.seconds()
                || after.nanoseconds() != before.nanoseconds();
        return after.mode() != before.mode()
                || after.uid() != before.uid()
                || after.gid() != before.gid()
                || (!after.isDirectory() && content);
    }
}
