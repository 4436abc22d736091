package dev.drydock.core.build;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that is copied: a file, or everything in a directory.
 *
 * @param tree where it is
 * @param name what a file is called in the directory that it is copied to
 * @param file what is copied; no link
 */
record CopySource(FileTree tree, String name, TreeFile file) {
    /**
     * What a word of an instruction names.
     *
     * @param kind begins sentences
     * @param missing goes on with the sentence for a file that is not there
     */
    static List<CopySource> of(FileTree tree, String word, String kind, String missing) {
        if (isOutside(word)) {
            throw new InvalidParameter(kind + "forbidden path outside the build context: " + word + " ()");
        }
        String path = ContainerPath.of("/" + word).text().replaceFirst("^/", "").replaceFirst("/?\\.?$", "");
        if (!CopyPattern.hasWildcards(path)) {
            return List.of(source(tree, path, kind + missing));
        }
        CopyPattern pattern = CopyPattern.of(path);
        List<CopySource> found = new ArrayList<>();
        for (TreeFile file : tree.below("")) {
            if (pattern.matches(file.path())) {
                found.add(source(tree, file.path(), kind + missing));
            }
        }
        return found;
    }

    /** Whether a path leads out of the tree by its letters. */
    static boolean isOutside(String word) {
        int depth = 0;
        for (String part : word.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> depth--;
                default -> depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }

    private static CopySource source(FileTree tree, String path, String missing) {
        TreeFile file = tree.follow(path)
                .orElseThrow(() -> new InvalidParameter(missing + "stat " + path + ": file does not exist"));
        return new CopySource(tree, path.substring(path.lastIndexOf('/') + 1), file);
    }

    /** Everything in it, when it is a directory; itself otherwise. */
    Collection<TreeFile> files() {
        return file.isDirectory() ? tree.below(file.path()) : List.of(file);
    }

    /** Its path below what is copied: empty for a file that is copied alone. */
    String relative(TreeFile part) {
        return part.path().equals(file.path())
                ? ""
                : part.path().substring(file.path().isEmpty() ? 0 : file.path().length() + 1);
    }

    /** In the words of an image's history: {@code file:…}, {@code dir:…} or {@code multi:…}; times do not count. */
    static String digest(List<CopySource> sources) {
        MessageDigest hash = Digest.sha256();
        for (CopySource source : sources) {
            hash.update(source.describe().getBytes(StandardCharsets.UTF_8));
        }
        String kind = sources.size() > 1 ? "multi" : sources.getFirst().file().isDirectory() ? "dir" : "file";
        return kind + ":" + Digest.of(hash.digest()).hex();
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        text.append(file.isDirectory() ? "dir" : quoted(name)).append('\n');
        for (TreeFile part : files()) {
            text.append(quoted(relative(part)))
                    .append(' ')
                    .append(part.kind())
                    .append(' ')
                    .append(part.mode())
                    .append(' ')
                    .append(part.uid())
                    .append(' ')
                    .append(part.gid())
                    .append(' ')
                    .append(part.size())
                    .append(' ')
                    .append(part.digest())
                    .append(' ')
                    .append(quoted(part.target()))
                    .append(' ')
                    .append(new TreeMap<>(part.attributes()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return text.length() + ":" + text;
    }

    /** Digests of the files by their paths, to tell later what has changed; the first some thousands. */
    static Map<String, String> contents(List<CopySource> sources) {
        Map<String, String> contents = new TreeMap<>();
        for (CopySource source : sources) {
            for (TreeFile part : source.files()) {
                if (contents.size() < 5000) {
                    contents.put(part.path(), part.kind() + " " + part.mode() + " " + part.digest() + part.target());
                }
            }
        }
        return contents;
    }
}
