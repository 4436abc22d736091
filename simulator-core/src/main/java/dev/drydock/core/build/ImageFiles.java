package dev.drydock.core.build;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.util.Optional;

/** What is done to the files of an image besides copying. */
final class ImageFiles {
    private ImageFiles() {}

    /** Makes a directory where there is none; links are followed. */
    static void makeDirectory(ContainerTree tree, String path) {
        String plain = ContainerPath.of(path).followed(tree::readLink);
        Optional<FileStat> there = tree.stat(plain);
        if (there.isEmpty()) {
            tree.makeDirectory(plain);
        } else if (!there.get().isDirectory()) {
            throw new InvalidParameter("Cannot mkdir: " + path + " is not a directory");
        }
    }
}
