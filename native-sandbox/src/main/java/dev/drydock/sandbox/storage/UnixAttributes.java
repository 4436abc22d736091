package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.Libc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code lstat} says of a file that a comparison of layers looks at.
 *
 * @param mode type and permissions
 * @param device number of the device that a device node stands for
 * @param modified time of the last change of the content
 */
record UnixAttributes(int mode, long device, int uid, int gid, long size, Object modified) {
    static UnixAttributes of(Path file) throws IOException {
        Map<String, Object> all =
                Files.readAttributes(file, "unix:mode,rdev,uid,gid,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return new UnixAttributes(
                (int) value(all, "mode"),
                (long) value(all, "rdev"),
                (int) value(all, "uid"),
                (int) value(all, "gid"),
                (long) value(all, "size"),
                value(all, "lastModifiedTime"));
    }

    boolean isDirectory() {
        return (mode & Libc.S_IFMT) == Libc.S_IFDIR;
    }

    boolean isWhiteout() {
        return (mode & Libc.S_IFMT) == Libc.S_IFCHR && device == 0;
    }

    /** Whether dockerd would call a file changed that looks like this and looked like that before. */
    boolean differsFrom(UnixAttributes before) {
        boolean content = size != before.size || !modified.equals(before.modified);
        return mode != before.mode || uid != before.uid || gid != before.gid || (!isDirectory() && content);
    }

    private static Object value(Map<String, Object> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
