package dev.drydock.core.offline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes the tar of a small root file system. */
final class TestRoot implements AutoCloseable {
    private final TarArchiveOutputStream tar;
    private Instant time = Instant.parse("2026-01-01T00:00:00Z");

    private TestRoot(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    static TestRoot to(Path file) throws IOException {
        return new TestRoot(Files.newOutputStream(file));
    }

    static TestRoot to(OutputStream out) {
        return new TestRoot(out);
    }

    /** When what comes next was changed. */
    TestRoot at(Instant next) {
        time = next;
        return this;
    }

    TestRoot directory(String path, int mode) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
        entry.setMode(mode);
        return add(entry, "");
    }

    TestRoot file(String path, String content) throws IOException {
        return file(path, content, 0644, 0);
    }

    TestRoot file(String path, String content, int mode, int uid) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        entry.setMode(mode);
        entry.setIds(uid, uid);
        return add(entry, content);
    }

    TestRoot link(String path, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry, "");
    }

    TestRoot hardLink(String path, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
        entry.setLinkName(target);
        return add(entry, "");
    }

    TestRoot device(String path) throws IOException {
        return add(new TarArchiveEntry(path, TarConstants.LF_CHR), "");
    }

    private TestRoot add(TarArchiveEntry entry, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entry.setSize(bytes.length);
        entry.setLastModifiedTime(FileTime.from(time));
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
        return this;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
