package dev.drydock.core.simulated;

import dev.drydock.core.container.ContainerTree;
import dev.drydock.core.container.FileStat;
import dev.drydock.core.container.FileType;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files of a simulated container, opened. Links in the middle of an archive's names are not followed. */
final class SimulatedTree implements ContainerTree {
    private static final String UNPACKING = "Error processing tar file(exit status 1): ";
    private final SimulatedFiles files;

    SimulatedTree(SimulatedFiles files) {
        this.files = files;
    }

    @Override
    public Optional<FileStat> stat(String path) {
        return files.find(plain(path)).map(SimulatedFile::stat);
    }

    private static String plain(String path) {
        String name = path.endsWith("/.") ? path.substring(0, path.length() - 1) : path;
        return name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public Optional<String> readLink(String path) {
        return files.find(path)
                .filter(file -> file.type() == FileType.SYMBOLIC_LINK)
                .map(SimulatedFile::target);
    }

    @Override
    public Optional<byte[]> head(String path, int limit) {
        return files.find(path).filter(file -> file.type() == FileType.REGULAR).map(file -> {
            byte[] bytes = new byte[file.content().remaining()];
            file.content().duplicate().get(bytes);
            return Arrays.copyOf(bytes, Math.min(limit, bytes.length));
        });
    }

    @Override
    public void read(String path, String name, OutputStream tar) throws IOException {
        files.archive(plain(path), name, tar);
    }

    @Override
    public void export(OutputStream tar) throws IOException {
        files.export(tar);
    }

    @Override
    public void write(String directory, InputStream tar, Unpacking how) throws IOException {
        try (TarArchiveInputStream archive = new TarArchiveInputStream(tar, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = next(archive); entry != null; entry = next(archive)) {
                String name = entry.getName().replaceAll("^(\\./|/)+|/+$", "");
                if (name.equals("..") || name.startsWith("../")) {
                    throw refused("\"" + entry.getName() + "\" is outside of \"" + directory + "\"");
                }
                if (!name.isEmpty() && !name.equals(".")) {
                    write((directory.equals("/") ? "" : directory) + "/" + name, directory, entry, archive, how);
                }
            }
        }
    }

    @Override
    public void makeDirectory(String path) {
        for (String above = path; !above.isEmpty(); above = above.substring(0, above.lastIndexOf('/'))) {
            if (files.find(above).filter(file -> !file.isDirectory()).isPresent()) {
                throw new EngineException.SystemFailure("lstat " + path + ": not a directory");
            }
        }
        files.put(path, SimulatedFile.directory(Instant.EPOCH));
    }

    private static TarArchiveEntry next(TarArchiveInputStream archive) {
        try {
            return archive.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw refused("archive/tar: invalid tar header");
        }
    }

    private void write(
            String path, String directory, TarArchiveEntry entry, TarArchiveInputStream archive, Unpacking how)
            throws IOException {
        Optional<SimulatedFile> there = files.find(path);
        if (there.isPresent() && there.get().isDirectory() != entry.isDirectory()) {
            if (how.keepKinds()) {
                String kind = there.get().isDirectory() ? "directory" : "non-directory";
                String other = entry.isDirectory() ? "directory" : "non-directory";
                throw refused(
                        "cannot overwrite " + kind + " \"" + path + "\" with " + other + " \"" + directory + "\"");
            }
            files.remove(path);
        }
        SimulatedFile file = SimulatedFile.of(entry, archive);
        files.put(
                path,
                how.owner().map(owner -> file.ownedBy(owner.uid(), owner.gid())).orElse(file));
    }

    private static EngineException refused(String reason) {
        return new EngineException.SystemFailure(UNPACKING + reason);
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
