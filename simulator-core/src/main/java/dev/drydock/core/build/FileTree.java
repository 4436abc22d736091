package dev.drydock.core.build;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Files that came as a tar and stay one: a build context, or a part of an image. Reading is safe for several threads. */
final class FileTree implements AutoCloseable {
    /** What is below a directory lies between these: its path with a slash, and with the character after that. */
    private static final String SLASH = "/";

    private static final String AFTER_SLASH = "0";

    private static final Digest NOTHING = Digest.ofBytes(new byte[0]);

    private final NavigableMap<String, TreeFile> files;
    private final Scratch.File content;

    FileTree(NavigableMap<String, TreeFile> files, Scratch.File content) {
        this.files = new TreeMap<>(files);
        this.content = content;
    }

    /** A directory that nobody has given. */
    static TreeFile directory(String path, int mode, Instant modified) {
        return new TreeFile(path, TreeFile.Kind.DIRECTORY, mode, 0, 0, modified, 0, 0, NOTHING, "", Map.of());
    }

    /** What the path itself names, also a link; links before its last part are not followed. */
    Optional<TreeFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** What the path leads to: links are followed, and lead nowhere but inside the tree. */
    Optional<TreeFile> follow(String path) {
        String plain = ContainerPath.of("/" + path)
                .followed(at ->
                        find(at.substring(1)).filter(TreeFile::isSymbolicLink).map(TreeFile::target));
        return find(plain.substring(1)).map(this::original);
    }

    /** A hard link is the file that it is another name of. */
    private TreeFile original(TreeFile file) {
        return file.kind() == TreeFile.Kind.HARD_LINK ? find(file.target()).orElse(file) : file;
    }

    /** Everything below a directory, ordered by path. */
    Collection<TreeFile> below(String directory) {
        if (directory.isEmpty()) {
            return files.tailMap("", false).values();
        }
        return files.subMap(directory + SLASH, directory + AFTER_SLASH).values();
    }

    /** Takes a file away; before others read. */
    void hide(String path) {
        files.remove(path);
    }

    /** The content of a regular file. */
    InputStream open(TreeFile file) throws IOException {
        return content.read(file.offset(), file.size());
    }

    @Override
    public void close() {
        content.close();
    }
}
