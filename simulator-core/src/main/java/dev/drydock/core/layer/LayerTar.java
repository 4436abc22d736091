package dev.drydock.core.layer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes the tar of a layer. The same entries always give the same bytes, in whatever order they come. */
public final class LayerTar {
    private LayerTar() {}

    /** @param modified time that all entries carry, in whole seconds */
    public static byte[] write(List<LayerEntry> entries, Instant modified) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (LayerEntry entry : sorted(entries)) {
                write(tar, entry, modified);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a tar in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** By path; hard links last, because their targets must come before them. */
    private static List<LayerEntry> sorted(List<LayerEntry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing((LayerEntry entry) -> entry instanceof LayerEntry.HardLink)
                        .thenComparing(LayerEntry::path))
                .toList();
    }

    private static void write(TarArchiveOutputStream tar, LayerEntry entry, Instant modified) throws IOException {
        TarArchiveEntry header = header(entry);
        header.setIds(0, 0);
        header.setNames("", "");
        header.setModTime(modified.toEpochMilli());
        tar.putArchiveEntry(header);
        if (entry instanceof LayerEntry.RegularFile file) {
            Channels.newChannel(tar).write(file.content().duplicate());
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry header(LayerEntry entry) {
        return switch (entry) {
            case LayerEntry.Directory(String path, int mode) -> {
                TarArchiveEntry header = new TarArchiveEntry(path + "/", TarConstants.LF_DIR);
                header.setMode(mode);
                yield header;
            }
            case LayerEntry.RegularFile(String path, int mode, ByteBuffer content) -> {
                TarArchiveEntry header = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
                header.setMode(mode);
                header.setSize(content.remaining());
                yield header;
            }
            case LayerEntry.SymbolicLink(String path, String target) ->
                link(new TarArchiveEntry(path, TarConstants.LF_SYMLINK), target);
            case LayerEntry.HardLink(String path, String target) ->
                link(new TarArchiveEntry(path, TarConstants.LF_LINK), target);
        };
    }

    private static TarArchiveEntry link(TarArchiveEntry header, String target) {
        header.setMode(0777);
        header.setLinkName(target);
        return header;
    }
}
