package dev.drydock.sandbox.labhost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of what is in a directory. */
final class Listing {
    private Listing() {}

    /** Files and directories; of a directory that is not there none. */
    static Set<String> files(Path directory) throws IOException {
        return Files.notExists(directory) ? Set.of() : list(directory, _ -> true);
    }

    static Set<String> directories(Path directory) throws IOException {
        return list(directory, Files::isDirectory);
    }

    private static Set<String> list(Path directory, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(wanted)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
