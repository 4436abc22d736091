package dev.drydock.lessons.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Reads a file of a course as text, however large or strange it is. */
final class TextSource {
    private static final int LARGEST = 256 * 1024;

    private TextSource() {}

    static String read(Path file) throws FormatException {
        byte[] content = bytes(file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatException(1, "not UTF-8", e);
        }
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int line = 1;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\n') {
                line++;
            } else if (Character.isISOControl(c) && c != '\r' && c != '\t') {
                throw new FormatException(
                        line,
                        "the control character U+"
                                + HexFormat.of().withUpperCase().toHexDigits(c));
            }
        }
        return body;
    }

    private static byte[] bytes(Path file) throws FormatException {
        // A link could lead out of the course.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FormatException(
                    1, Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "not a regular file" : "the file is missing");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new FormatException(1, "larger than " + LARGEST / 1024 + " KiB");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new FormatException(1, "the file is missing", e);
        } catch (IOException e) {
            throw new FormatException(1, "cannot be read: " + e.getMessage(), e);
        }
    }
}
