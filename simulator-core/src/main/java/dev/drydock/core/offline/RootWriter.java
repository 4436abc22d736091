package dev.drydock.core.offline;

import dev.drydock.core.error.EngineException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes the tar of a root file system that a script is to be run in. */
final class RootWriter implements AutoCloseable {
    /** Packages have files in these, which are links to the directories of the same names below {@code usr}. */
    private static final List<String> MERGED = List.of("bin", "lib", "lib64", "sbin");

    private final TarArchiveOutputStream tar;
    /** Directories that were written. */
    private final Set<String> directories = new HashSet<>();

    RootWriter(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** The links that make {@code /bin} and its like one with {@code /usr/bin}, for a root that begins with nothing. */
    void mergedLinks() throws IOException {
        directory("usr");
        for (String name : MERGED) {
            directory("usr/" + name);
            TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            link.setLinkName("usr/" + name);
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
    }

    /** Makes a directory of root's with all above it, unless it was written. */
    void directory(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            directory(path.substring(0, slash));
        }
        if (directories.add(path)) {
            tar.putArchiveEntry(new TarArchiveEntry(path + "/", TarConstants.LF_DIR));
            tar.closeArchiveEntry();
        }
    }

    void file(String path, byte[] content) throws IOException {
        directory(path.substring(0, path.lastIndexOf('/')));
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    void file(String path, Path content) throws IOException {
        directory(path.substring(0, path.lastIndexOf('/')));
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        entry.setSize(Files.size(content));
        tar.putArchiveEntry(entry);
        Files.copy(content, tar);
        tar.closeArchiveEntry();
    }

    /** Adds everything that another tar has, in its order. */
    void add(InputStream other) throws IOException {
        TarArchiveInputStream in =
                new TarArchiveInputStream(new BufferedInputStream(other), StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String name = RootTar.plain(entry.getName());
            String path = entry.isDirectory() && MERGED.contains(name) ? "usr/" + name : merged(name);
            if (path.isEmpty() || (entry.isDirectory() && !directories.add(path))) {
                continue;
            }
            if (!in.canReadEntryData(entry)) {
                throw new EngineException.SystemFailure("cannot read " + path + " of a package");
            }
            entry.setName(entry.isDirectory() ? path + "/" : path);
            if (entry.isLink()) {
                entry.setLinkName(merged(RootTar.plain(entry.getLinkName())));
            }
            tar.putArchiveEntry(entry);
            in.transferTo(tar);
            tar.closeArchiveEntry();
        }
    }

    private static String merged(String path) {
        int slash = path.indexOf('/');
        return slash > 0 && MERGED.contains(path.substring(0, slash)) ? "usr/" + path : path;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
