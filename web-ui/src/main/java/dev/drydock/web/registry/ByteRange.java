package dev.drydock.web.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a blob.
 *
 * @param start in bytes
 * @param end of the last byte, in bytes
 */
record ByteRange(long start, long end) {
    private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");
    private static final Pattern CHUNK = Pattern.compile("(?:bytes[ =])?([0-9]{1,18})-([0-9]{1,18})(?:/.*)?");

    long length() {
        return end - start + 1;
    }

    /**
     * What a {@code Range} header asks for; empty for the whole, also where it asks for something that a server may leave
     * out (RFC 9110, section 14.2).
     *
     * @throws Unsatisfiable when it begins behind the end
     */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher single = SINGLE.matcher(header.strip());
        if (!single.matches() || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
            return Optional.empty();
        }
        long end = size - 1;
        long start;
        if (single.group(1).isEmpty()) {
            start = size - Math.min(size, Long.parseLong(single.group(2)));
        } else {
            start = Long.parseLong(single.group(1));
            end = single.group(2).isEmpty() ? end : Math.min(end, Long.parseLong(single.group(2)));
        }
        if (!single.group(2).isEmpty() && !single.group(1).isEmpty() && Long.parseLong(single.group(2)) < start) {
            return Optional.empty();
        }
        if (start >= size) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(start, end));
    }

    /** The {@code Content-Range} of a chunk, {@code START-END}; empty when it is none. */
    static Optional<ByteRange> parseChunk(String header) {
        Matcher chunk = CHUNK.matcher(header.strip());
        return chunk.matches()
                ? Optional.of(new ByteRange(Long.parseLong(chunk.group(1)), Long.parseLong(chunk.group(2))))
                        .filter(range -> range.length() > 0)
                : Optional.empty();
    }

    /** The range begins behind the end of the content. */
    static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1;

        Unsatisfiable() {
            super("the range begins behind the end");
        }
    }
}
