package dev.drydock.sandbox.storage;

import dev.drydock.sandbox.libc.FileStatus;
import dev.drydock.sandbox.libc.Libc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a tar in the POSIX format ({@code ustar} with PAX records), byte for byte: names and attributes need not be text.
 * All strings are byte strings ({@link dev.drydock.sandbox.libc.LibcTrees}).
 */
final class TarWriter {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final int PREFIX_OFFSET = 345;
    private static final int CHECKSUM_OFFSET = 148;
    private static final long LARGEST_OCTAL = 077777777777L;
    private static final byte[] MAGIC = {'u', 's', 't', 'a', 'r', 0, '0', '0'};

    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * What stands before the content of an entry.
     *
     * @param type a type flag of the format
     * @param linkTarget empty for what is no link
     * @param attributes extended ones
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Header(
            String name,
            char type,
            int mode,
            int uid,
            int gid,
            long size,
            long seconds,
            String linkTarget,
            Map<String, byte[]> attributes) {

        static Header of(String name, char type, FileStatus status, int uid, int gid) {
            long size = type == '0' ? status.size() : 0;
            int mode = status.mode() & 07777;
            return new Header(name, type, mode, uid, gid, size, status.seconds(), "", Map.of());
        }

        Header withTarget(String target) {
            return new Header(name, type, mode, uid, gid, size, seconds, target, attributes);
        }

        Header withAttributes(Map<String, byte[]> values) {
            return new Header(name, type, mode, uid, gid, size, seconds, linkTarget, values);
        }
    }

    /** The type flag of a file of this kind; 0 for what no archive holds. */
    static char type(FileStatus status) {
        return switch (status.type()) {
            case Libc.S_IFREG -> '0';
            case Libc.S_IFLNK -> '2';
            case Libc.S_IFDIR -> '5';
            case Libc.S_IFIFO -> '6';
            default -> 0;
        };
    }

    /** An entry without content. */
    void entry(Header header) throws IOException {
        SortedMap<String, byte[]> records = records(header);
        if (!records.isEmpty()) {
            pax(header, records);
        }
        out.write(block(header));
    }

    /** A regular file. Content that became shorter is filled up with zeros, longer content is cut off. */
    void file(Header header, InputStream content) throws IOException {
        entry(header);
        long left = header.size();
        while (left > 0) {
            int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                zeros(left);
                break;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        zeros(padding(header.size()));
    }

    /** The two empty blocks at the end. */
    void finish() throws IOException {
        zeros(2L * BLOCK);
        out.flush();
    }

    private void zeros(long count) throws IOException {
        byte[] zeros = new byte[BLOCK];
        for (long left = count; left > 0; left -= BLOCK) {
            out.write(zeros, 0, (int) Math.min(BLOCK, left));
        }
    }

    private static long padding(long size) {
        return (BLOCK - size % BLOCK) % BLOCK;
    }

    /** What does not fit into the fixed fields. */
    private static SortedMap<String, byte[]> records(Header header) {
        SortedMap<String, byte[]> records = new TreeMap<>();
        if (!isAscii(header.name()) || prefixLength(header.name()) < 0) {
            records.put("path", bytes(header.name()));
        }
        if (!isAscii(header.linkTarget()) || header.linkTarget().length() > NAME) {
            records.put("linkpath", bytes(header.linkTarget()));
        }
        if (header.size() > LARGEST_OCTAL) {
            records.put("size", bytes(Long.toString(header.size())));
        }
        if (header.seconds() < 0 || header.seconds() > LARGEST_OCTAL) {
            records.put("mtime", bytes(Long.toString(header.seconds())));
        }
        header.attributes().forEach((name, value) -> records.put(ExtendedAttributes.RECORD + name, value));
        return records;
    }

    private void pax(Header header, SortedMap<String, byte[]> records) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> entry : records.entrySet()) {
            record(content, bytes(entry.getKey()), entry.getValue());
        }
        Header extended =
                new Header("PaxHeaders.0/entry", 'x', 0644, 0, 0, content.size(), header.seconds(), "", Map.of());
        out.write(block(extended));
        content.writeTo(out);
        zeros(padding(content.size()));
    }

    /** {@code LENGTH key=value\n}, where the length counts itself. */
    private static void record(ByteArrayOutputStream to, byte[] key, byte[] value) throws IOException {
        int rest = key.length + value.length + 3;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        to.write(bytes(length + " "));
        to.write(key);
        to.write('=');
        to.write(value);
        to.write('\n');
    }

    private static byte[] block(Header header) {
        byte[] block = new byte[BLOCK];
        String name = header.name();
        int prefix = prefixLength(name);
        if (prefix > 0) {
            put(block, PREFIX_OFFSET, name.substring(0, prefix), PREFIX);
            put(block, 0, name.substring(prefix + 1), NAME);
        } else {
            put(block, 0, name, NAME);
        }
        put(block, 100, octal(header.mode(), 7), 7);
        put(block, 108, octal(header.uid(), 7), 7);
        put(block, 116, octal(header.gid(), 7), 7);
        put(block, 124, octal(header.size() > LARGEST_OCTAL ? 0 : header.size(), 11), 11);
        boolean fits = header.seconds() >= 0 && header.seconds() <= LARGEST_OCTAL;
        put(block, 136, octal(fits ? header.seconds() : 0, 11), 11);
        block[156] = (byte) header.type();
        put(block, 157, header.linkTarget(), NAME);
        System.arraycopy(MAGIC, 0, block, 257, MAGIC.length);
        put(block, 329, octal(0, 7), 7);
        put(block, 337, octal(0, 7), 7);
        put(block, CHECKSUM_OFFSET, octal(checksum(block), 6) + "\0 ", 8);
        return block;
    }

    /** The sum of all bytes, with spaces in the place of the sum itself. */
    private static int checksum(byte[] block) {
        int sum = 8 * ' ';
        for (byte one : block) {
            sum += Byte.toUnsignedInt(one);
        }
        return sum;
    }

    /** How much of a long name goes into the prefix; 0 when it needs none, -1 when it fits in no way. */
    private static int prefixLength(String name) {
        if (name.length() <= NAME) {
            return 0;
        }
        int slash = name.lastIndexOf('/', PREFIX);
        if (slash == name.length() - 1) {
            slash = name.lastIndexOf('/', slash - 1);
        }
        return slash > 0 && name.length() - slash - 1 <= NAME ? slash : -1;
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }

    private static String octal(long value, int digits) {
        String text = Long.toOctalString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static void put(byte[] block, int offset, String text, int length) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, block, offset, Math.min(bytes.length, length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
