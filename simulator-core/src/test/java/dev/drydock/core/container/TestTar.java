package dev.drydock.core.container;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A small tar as a client would send it. */
public final class TestTar {
    /** When everything in it was changed. */
    public static final Instant TIME = Instant.parse("2024-02-03T04:05:06Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    public TestTar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    public TestTar file(String name, String content, int mode, int uid, int gid) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setMode(mode);
        entry.setIds(uid, gid);
        return add(entry, content);
    }

    public TestTar directory(String name, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name + "/", TarConstants.LF_DIR, true);
        entry.setMode(mode);
        return add(entry, "");
    }

    public TestTar link(String name, String target) {
        return link(name, target, TarConstants.LF_SYMLINK);
    }

    public TestTar hardLink(String name, String target) {
        return link(name, target, TarConstants.LF_LINK);
    }

    private TestTar link(String name, String target, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(0777);
        entry.setLinkName(target);
        return add(entry, "");
    }

    /** A device, a fifo or what else has only a header. */
    public TestTar node(String name, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setDevMajor(1);
        entry.setDevMinor(3);
        return add(entry, "");
    }

    public TestTar attribute(String name, String attribute, String value) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.addPaxHeader("SCHILY.xattr." + attribute, value);
        return add(entry, "");
    }

    private TestTar add(TarArchiveEntry entry, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        entry.setLastModifiedTime(FileTime.from(TIME));
        entry.setSize(data.length);
        try {
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] bytes() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }
}
