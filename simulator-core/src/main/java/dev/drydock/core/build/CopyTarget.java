package dev.drydock.core.build;

import dev.drydock.core.blob.Compression;
import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.ContainerTree.Owner;
import dev.drydock.core.container.ContainerTree.Unpacking;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.error.EngineException.InvalidParameter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where files are copied to. */
final class CopyTarget {
    private static final int BLOCK = 512;
    private static final int MAGIC_AT = 257;
    private static final int DIRECTORY_MODE = 0755;

    private final ContainerTree tree;
    private final String path;
    private final boolean isDirectory;
    private final Instant now;

    /**
     * @param path absolute; with a slash or a dot at its end it is a directory
     * @param now when directories are made that are missing
     */
    CopyTarget(ContainerTree tree, String path, Instant now) {
        this.tree = tree;
        this.path = ContainerPath.of(path).followed(tree::readLink);
        this.now = now;
        isDirectory = path.endsWith("/")
                || path.endsWith("/.")
                || tree.stat(this.path).filter(FileStat::isDirectory).isPresent();
    }

    /**
     * Copies.
     *
     * @param unpack whether a file that is an archive is unpacked
     * @param owner empty to keep the owners that the files have
     */
    void copy(List<CopySource> sources, boolean unpack, Optional<Owner> owner, OptionalInt mode) throws IOException {
        CopyTar tar = new CopyTar(owner, mode);
        CopyTar parents = new CopyTar(Optional.of(owner.orElse(new Owner(0, 0))), OptionalInt.empty());
        boolean isInto =
                isDirectory || sources.stream().anyMatch(source -> source.file().isDirectory());
        makeMissing(isInto ? path : path.substring(0, Math.max(path.lastIndexOf('/'), 1)), parents);
        write(parents);
        for (CopySource source : sources) {
            if (source.file().isDirectory()) {
                source.files().forEach(part -> tar.add(join(path, source.relative(part)), source.tree(), part));
            } else if (unpack && isArchive(source)) {
                write(tar);
                tar.clear();
                unpack(source);
            } else {
                tar.add(isDirectory ? join(path, source.name()) : path, source.tree(), source.file());
            }
        }
        write(tar);
    }

    private static String join(String directory, String name) {
        return (directory.equals("/") ? "" : directory) + "/" + name;
    }

    private void makeMissing(String directory, CopyTar made) {
        Deque<String> missing = new ArrayDeque<>();
        String at = directory;
        while (!at.equals("/") && !at.isEmpty()) {
            Optional<FileStat> there = tree.stat(at);
            if (there.isPresent()) {
                if (!there.get().isDirectory()) {
                    throw new InvalidParameter("failed to copy files: mkdir " + at + ": not a directory");
                }
                break;
            }
            missing.push(at);
            at = at.substring(0, at.lastIndexOf('/'));
        }
        missing.forEach(name -> made.addDirectory(name, DIRECTORY_MODE, now));
    }

    private void write(CopyTar tar) throws IOException {
        if (!tar.isEmpty()) {
            try (InputStream in = tar.open()) {
                tree.write("/", in, new Unpacking(false, Optional.empty()));
            }
        }
    }

    /** An archive is what can be decompressed, or begins like a tar; whether it is one shows when it is unpacked. */
    private static boolean isArchive(CopySource source) throws IOException {
        try (InputStream in = source.tree().open(source.file())) {
            Compression.Opened opened = Compression.open(in);
            byte[] head = opened.content().readNBytes(BLOCK);
            return head.length == BLOCK
                    && head[MAGIC_AT] == 'u'
                    && head[MAGIC_AT + 1] == 's'
                    && head[MAGIC_AT + 2] == 't'
                    && head[MAGIC_AT + 3] == 'a'
                    && head[MAGIC_AT + 4] == 'r';
        } catch (InvalidParameter e) {
            return false;
        }
    }

    private void unpack(CopySource source) throws IOException {
        try (InputStream in = source.tree().open(source.file())) {
            InputStream content = Compression.open(in).content();
            if (tree.stat(path).isEmpty()) {
                tree.makeDirectory(path);
            }
            tree.write(path, content, new Unpacking(false, Optional.empty()));
        }
    }
}
