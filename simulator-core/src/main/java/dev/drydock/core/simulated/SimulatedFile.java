package dev.drydock.core.simulated;

import dev.drydock.core.container.FileStat;
import dev.drydock.core.container.FileType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.Date;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A file on the heap.
 *
 * @param content of a regular file, never written to
 * @param target of a symbolic link
 */
record SimulatedFile(FileType type, int mode, int uid, int gid, Instant modified, ByteBuffer content, String target) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    static SimulatedFile directory(Instant modified) {
        return new SimulatedFile(FileType.DIRECTORY, 0755, 0, 0, modified, NOTHING, "");
    }

    /** The entry that a tar has come to, which is no hard link. */
    static SimulatedFile of(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        FileType type = entry.isDirectory()
                ? FileType.DIRECTORY
                : entry.isSymbolicLink() ? FileType.SYMBOLIC_LINK : entry.isFIFO() ? FileType.FIFO : FileType.REGULAR;
        return new SimulatedFile(
                type,
                entry.getMode() & 07777,
                (int) entry.getLongUserId(),
                (int) entry.getLongGroupId(),
                entry.getLastModifiedDate().toInstant(),
                type == FileType.REGULAR ? ByteBuffer.wrap(tar.readAllBytes()) : NOTHING,
                type == FileType.SYMBOLIC_LINK ? entry.getLinkName() : "");
    }

    SimulatedFile ownedBy(int user, int group) {
        return new SimulatedFile(type, mode, user, group, modified, content, target);
    }

    SimulatedFile ofType(FileType other) {
        return new SimulatedFile(other, mode, uid, gid, modified, content, target);
    }

    FileStat stat() {
        return new FileStat(
                type, mode, uid, gid, type == FileType.SYMBOLIC_LINK ? target.length() : content.remaining(), modified);
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    void write(String name, TarArchiveOutputStream tar) throws IOException {
        byte flag = switch (type) {
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
            case FIFO -> TarConstants.LF_FIFO;
            case REGULAR, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> TarConstants.LF_NORMAL;
        };
        TarArchiveEntry entry = new TarArchiveEntry(isDirectory() ? name + "/" : name, flag, true);
        entry.setMode(mode);
        entry.setIds(uid, gid);
        entry.setModTime(Date.from(modified));
        entry.setLinkName(target);
        entry.setSize(content.remaining());
        tar.putArchiveEntry(entry);
        Channels.newChannel(tar).write(content.duplicate());
        tar.closeArchiveEntry();
    }
}
