package dev.drydock.sandbox.storage;

import dev.drydock.core.layer.LayerFile;
import dev.drydock.core.layer.LayerFile.Kind;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists the files of an unpacked layer. */
final class LayerListing {
    private final TreeReader tree;
    private final List<LayerFile> files = new ArrayList<>();
    private final Deque<String> directories = new ArrayDeque<>(List.of(""));
    private final Set<Long> counted = new HashSet<>();

    private LayerListing(TreeReader tree) {
        this.tree = tree;
    }

    /** Ordered by path; of a file with several names the first has its size. */
    static List<LayerFile> of(TreeReader tree) {
        LayerListing listing = new LayerListing(tree);
        while (!listing.directories.isEmpty()) {
            String directory = listing.directories.pop();
            tree.names(directory).forEach(name -> listing.add(TreeReader.join(directory, name)));
        }
        listing.files.sort(Comparator.comparing(LayerFile::path));
        return listing.files;
    }

    private void add(String path) {
        try (TreeReader.Opened entry = tree.open(path).orElse(null)) {
            if (entry == null) {
                return;
            }
            FileStatus status = entry.status();
            String shown = "/" + LibcTrees.text(path);
            if (status.isDirectory()) {
                directories.push(path);
                files.add(new LayerFile(entry.isOpaque() ? Kind.OPAQUE_DIRECTORY : Kind.DIRECTORY, shown, 0));
            } else if (OverlayMarks.isWhiteout(status)) {
                files.add(new LayerFile(Kind.WHITEOUT, shown, 0));
            } else {
                boolean isFirst = status.links() == 1 || counted.add(status.inode());
                boolean hasBytes = status.type() == Libc.S_IFREG || status.type() == Libc.S_IFLNK;
                files.add(new LayerFile(Kind.FILE, shown, isFirst && hasBytes ? status.size() : 0));
            }
        }
    }
}
