package dev.drydock.core.build;

import dev.drydock.core.container.ContainerPath;
import dev.drydock.core.container.WorkingTree;
import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.image.Image;
import dev.drydock.core.stream.WatchedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files that one instruction copies, wherever they come from; let go of when they were copied. */
final class CopiedFiles implements AutoCloseable {
    private final StageBuild stage;
    private final List<FileTree> opened = new ArrayList<>();

    CopiedFiles(StageBuild stage) {
        this.stage = stage;
    }

    /** What a word names in the context, or in the stage or image that the instruction names. */
    List<CopySource> named(String instruction, Optional<String> from, String word) throws IOException {
        String kind = instruction + " failed: ";
        if (from.isEmpty()) {
            return CopySource.of(
                    stage.job().context(),
                    word,
                    kind,
                    "file not found in build context or excluded by .dockerignore: ");
        }
        Optional<Image> image = stage.sources().image(from.get());
        return CopySource.of(part(image, word, kind), word, kind, "");
    }

    /** So much of an image as can be meant by the word. */
    private FileTree part(Optional<Image> image, String word, String kind) throws IOException {
        String path = ContainerPath.of("/" + word).text().replaceFirst("/\\.?$", "");
        String fixed = path;
        while (CopyPattern.hasWildcards(fixed)) {
            fixed = fixed.substring(0, fixed.lastIndexOf('/'));
        }
        try (WorkingTree working = stage.job().services().containers().workingTree(image.flatMap(Image::chain))) {
            String real = ContainerPath.of(fixed.isEmpty() ? "/" : fixed).followed(working.files()::readLink);
            if (working.files().stat(real).isEmpty()) {
                throw new InvalidParameter(kind + "stat " + path.substring(1) + ": file does not exist");
            }
            String name = fixed.isEmpty() ? "" : fixed.substring(1);
            return keep(tar -> working.files().read(real, name, tar));
        }
    }

    private interface TarWriter {
        void writeTo(OutputStream tar) throws IOException;
    }

    private FileTree keep(TarWriter writer) throws IOException {
        long limit = Builds.FILES_LIMIT;
        AtomicLong size = new AtomicLong();
        try (Scratch.File spool = stage.job().services().scratch().create()) {
            try (OutputStream out = new WatchedOutput(spool.append(), bytes -> add(size, bytes, limit))) {
                writer.writeTo(out);
            }
            try (InputStream tar = spool.read(0, size.get())) {
                FileTree tree = FileTreeReader.read(tar, stage.job().services().scratch(), limit);
                opened.add(tree);
                return tree;
            }
        }
    }

    private static void add(AtomicLong size, int bytes, long limit) {
        if (size.addAndGet(bytes) > limit) {
            throw new SystemFailure(
                    "no space left on device: the files of a build have at most " + (limit >> 20) + " MiB here");
        }
    }

    /** A file that stands in the Dockerfile. */
    CopySource inline(String name, String text) throws IOException {
        FileTree tree = keep(out -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry("file");
            entry.setMode(0644);
            entry.setSize(bytes.length);
            entry.setModTime(stage.job().now().toEpochMilli());
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
            tar.finish();
        });
        return new CopySource(tree, name, tree.find("file").orElseThrow());
    }

    @Override
    public void close() {
        opened.forEach(FileTree::close);
    }
}
