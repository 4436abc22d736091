package dev.drydock.sandbox.storage;

import dev.drydock.core.layer.DiffId;
import dev.drydock.core.reference.Digest;
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

/** Builds small tars for tests. */
public final class Tar {
    static final Instant TIME = Instant.parse("2024-02-03T04:05:06Z");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    public Tar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    public Tar file(String name, String content) {
        return file(name, content, 0644, 0);
    }

    Tar file(String name, String content, int mode, int owner) {
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, mode);
        entry.setIds(owner, owner);
        return write(entry, content);
    }

    public Tar directory(String name) {
        return write(entry(name + "/", TarConstants.LF_DIR, 0755), "");
    }

    Tar symbolicLink(String name, String target) {
        return link(name, target, TarConstants.LF_SYMLINK);
    }

    Tar hardLink(String name, String target) {
        return link(name, target, TarConstants.LF_LINK);
    }

    Tar node(String name, byte type) {
        TarArchiveEntry entry = entry(name, type, 0666);
        entry.setDevMajor(1);
        entry.setDevMinor(3);
        return write(entry, "");
    }

    Tar attribute(String name, String attribute, String value) {
        TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, 0644);
        entry.addPaxHeader("SCHILY.xattr." + attribute, value);
        return write(entry, "");
    }

    private Tar link(String name, String target, byte type) {
        TarArchiveEntry entry = entry(name, type, 0777);
        entry.setLinkName(target);
        return write(entry, "");
    }

    private static TarArchiveEntry entry(String name, byte type, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setMode(mode);
        entry.setLastModifiedTime(FileTime.from(TIME));
        return entry;
    }

    private Tar write(TarArchiveEntry entry, String content) {
        byte[] data = content.getBytes(StandardCharsets.UTF_8);
        try {
            entry.setSize(data.length);
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }

    public DiffId diffId() {
        return new DiffId(Digest.ofBytes(bytes()));
    }
}
