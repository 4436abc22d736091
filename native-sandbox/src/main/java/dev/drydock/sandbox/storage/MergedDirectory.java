package dev.drydock.sandbox.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
record MergedDirectory(List<Path> parts) {
    MergedDirectory {
        parts = List.copyOf(parts);
    }

    /** The entry of this name, empty when no layer has it or it was deleted. */
    Optional<Entry> child(Path name) throws IOException {
        List<Path> directories = new ArrayList<>();
        for (Path part : parts) {
            Path candidate = part.resolve(name);
            if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (!Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)) {
                // It hides what is below; whether it is shown depends on what is above.
                if (directories.isEmpty()) {
                    return OverlayMarks.isWhiteout(candidate) ? Optional.empty() : Optional.of(new Other(candidate));
                }
                break;
            }
            directories.add(candidate);
            if (OverlayMarks.isOpaque(candidate)) {
                break;
            }
        }
        return directories.isEmpty() ? Optional.empty() : Optional.of(new Directory(new MergedDirectory(directories)));
    }

    /** All names that it shows. */
    SortedSet<Path> names() throws IOException {
        SortedSet<Path> names = new TreeSet<>();
        for (Path part : parts) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(part)) {
                entries.forEach(entry -> names.add(entry.getFileName()));
            }
        }
        SortedSet<Path> shown = new TreeSet<>();
        for (Path name : names) {
            if (child(name).isPresent()) {
                shown.add(name);
            }
        }
        return shown;
    }

    /** What a name in a merged directory stands for. */
    sealed interface Entry {
        /** The file whose attributes it has. */
        Path path();
    }

    record Directory(MergedDirectory content) implements Entry {
        @Override
        public Path path() {
            return content.parts().getFirst();
        }
    }

    record Other(Path path) implements Entry {}
}
