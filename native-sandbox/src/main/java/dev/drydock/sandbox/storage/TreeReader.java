package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Errno;
import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is below one directory and never anything else, also while somebody changes it: every path is resolved anew
 * by the kernel, and one that leads over a link or into a mount is not there. Paths are byte strings ({@link LibcTrees}),
 * relative, without {@code .} and {@code ..}; empty for the directory itself. Native calls: for platform threads.
 */
final class TreeReader {
    private final Descriptor root;
    private final MountedTrees mounts;

    /** @param root stays its owner's */
    TreeReader(Descriptor root) {
        this(root, new MountedTrees());
    }

    /** @param mounts what lies over places of the root; stay their owner's */
    TreeReader(Descriptor root, MountedTrees mounts) {
        this.root = root;
        this.mounts = mounts;
    }

    /** Where a path is below another; either may be empty. */
    static String join(String directory, String name) {
        return directory.isEmpty() ? name : name.isEmpty() ? directory : directory + "/" + name;
    }

    /** What is there itself, also of a link; empty when there is nothing. */
    Optional<FileStatus> status(String path) {
        return open(path).map(opened -> {
            try (opened) {
                return opened.status();
            }
        });
    }

    /** Opens what is there; empty when there is nothing. */
    Optional<Opened> open(String path) {
        try {
            return Optional.of(new Opened(openExactly(path)));
        } catch (SyscallException e) {
            return switch (e.errno()) {
                // What changed meanwhile is gone; a link or a mount on the way is not on this tree.
                case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.EXDEV -> Optional.empty();
                default -> throw e;
            };
        }
    }

    private Descriptor openExactly(String path) {
        MountedTrees.Place place = mounts.find(path).orElse(null);
        if (place == null) {
            return new Descriptor(LibcTrees.openExactly(root.number(), path));
        }
        // What is mounted may be a file.
        return place.path().isEmpty()
                ? place.root().duplicate()
                : new Descriptor(LibcTrees.openExactly(place.root().number(), place.path()));
    }

    /** The names in a directory, sorted by their bytes; none when it is gone. */
    List<String> names(String path) {
        return open(path)
                .map(opened -> {
                    try (opened) {
                        return opened.names();
                    }
                })
                .orElse(List.of());
    }

    /** One file, directory or link, which stays the same whatever is put in its place. */
    static final class Opened implements AutoCloseable {
        private final Descriptor file;

        private Opened(Descriptor file) {
            this.file = file;
        }

        FileStatus status() {
            return LibcTrees.status(file.number());
        }

        /** Where this link points, as a byte string. */
        String linkTarget() {
            return LibcTrees.readLink(file.number());
        }

        /** The content of this regular file. */
        InputStream content() throws IOException {
            return new FileInputStream(self().toFile());
        }

        /** The names in this directory, sorted by their bytes; none when it was removed meanwhile, or was none any more when it was opened. */
        List<String> names() {
            try {
                return read();
            } catch (SyscallException e) {
                return switch (e.errno()) {
                    case Errno.ENOENT, Errno.ENOTDIR -> List.of();
                    default -> throw e;
                };
            }
        }

        private List<String> read() {
            int flags = Libc.O_RDONLY | Libc.O_DIRECTORY;
            List<String> all = new ArrayList<>();
            try (Descriptor directory = Descriptor.open(self(), flags)) {
                List<String> some = LibcTrees.nextNames(directory.number());
                while (some != null) {
                    all.addAll(some);
                    some = LibcTrees.nextNames(directory.number());
                }
            }
            all.sort(null);
            return all;
        }

        List<String> attributeNames() {
            return LibcTrees.attributeNames(file.number());
        }

        Optional<byte[]> attribute(String name) {
            return LibcTrees.attribute(file.number(), name);
        }

        /** Whether overlayfs hides with this directory those of its name below. */
        boolean isOpaque() {
            return attribute(OverlayMarks.OPAQUE)
                    .filter(value -> value.length == 1 && value[0] == 'y')
                    .isPresent();
        }

        private Path self() {
            return Path.of("/proc/self/fd/" + file.number());
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
