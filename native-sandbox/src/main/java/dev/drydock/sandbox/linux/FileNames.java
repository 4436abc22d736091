package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.Libc;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes behind a {@link Path}. A Path keeps the bytes that the kernel gave, but its string depends on the locale the
 * JVM was started in; the URI form is the one that shows every byte in any locale.
 */
public final class FileNames {
    private FileNames() {}

    /** The absolute path as bytes. */
    public static byte[] bytes(Path path) {
        String uri = path.toAbsolutePath().toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        byte[] result = bytes.toByteArray();
        // The URI of a directory ends with a slash that the path does not have.
        boolean slash = result.length > 1 && result[result.length - 1] == '/';
        return slash ? Arrays.copyOf(result, result.length - 1) : result;
    }

    /** The absolute path as bytes with a zero at the end, as C takes it. */
    public static byte[] terminated(Path path) {
        return Libc.terminated(bytes(path));
    }

    /** The last name of a path, read as UTF-8. */
    public static String lastName(Path path) {
        byte[] bytes = bytes(path);
        int start = bytes.length;
        while (start > 0 && bytes[start - 1] != '/') {
            start--;
        }
        return new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    }
}
