package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A directory as it looks through a stack of layers.
 *
 * @param parts those of the layers that take part, the topmost first
 */
record MergedDirectory(List<Part> parts) {
    MergedDirectory {
        parts = List.copyOf(parts);
    }

    /** The entry of this name, empty when no layer has it or it was deleted. */
    Optional<Entry> child(String name) {
        List<Part> directories = new ArrayList<>();
        FileStatus shown = null;
        for (Part part : parts) {
            Part candidate = new Part(part.tree(), TreeReader.join(part.path(), name));
            try (TreeReader.Opened opened =
                    candidate.tree().open(candidate.path()).orElse(null)) {
                if (opened == null) {
                    continue;
                }
                FileStatus status = opened.status();
                if (!status.isDirectory()) {
                    // It hides what is below; whether it is shown depends on what is above.
                    if (shown == null) {
                        return OverlayMarks.isWhiteout(status) ? Optional.empty() : Optional.of(new Other(status));
                    }
                    break;
                }
                shown = shown == null ? status : shown;
                directories.add(candidate);
                if (opened.isOpaque()) {
                    break;
                }
            }
        }
        return shown == null ? Optional.empty() : Optional.of(new Directory(shown, new MergedDirectory(directories)));
    }

    /** All names that it shows. */
    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        parts.forEach(part -> names.addAll(part.tree().names(part.path())));
        names.removeIf(name -> child(name).isEmpty());
        return names;
    }

    /** A directory of one layer. */
    record Part(TreeReader tree, String path) {}

    /** What a name in a merged directory stands for. */
    sealed interface Entry {
        FileStatus status();
    }

    record Directory(FileStatus status, MergedDirectory content) implements Entry {}

    record Other(FileStatus status) implements Entry {}
}
