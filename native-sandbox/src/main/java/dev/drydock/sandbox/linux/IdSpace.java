package dev.drydock.sandbox.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The user ids that this process can give away. Root of the machine has them all. Root of a user namespace, such as an
 * ordinary user makes, has a few: then all lab hosts share them, mounts cannot be idmapped, and overlayfs keeps its marks in
 * attributes that anybody may set.
 *
 * @param count how many there are from 0 on, without a gap
 */
public record IdSpace(long count) {
    /** Enough to give each lab host a range of its own. */
    private static final long WHOLE = 1L << 31;

    /** What one lab host has at most. */
    private static final int LAB = 65536;

    /** That of this process, which does not change. */
    public static IdSpace current() {
        return Holder.CURRENT;
    }

    /** Reads a {@code uid_map}: lines of first id inside, first id outside, count. */
    static IdSpace parse(List<String> lines) {
        long count = 0;
        for (String line : lines) {
            long[] numbers = Arrays.stream(line.trim().split(" +", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            if (numbers[0] == count) {
                count += numbers[2];
            }
        }
        return new IdSpace(count);
    }

    /** Whether each lab host can have ids of its own. */
    public boolean isWhole() {
        return count >= WHOLE;
    }

    /** How many ids a lab host has. */
    public int labLength() {
        return (int) Math.min(count, LAB);
    }

    /** One of them, or 0 in place of an id that there is not: files of layers have owners that nobody could be here. */
    public int orRoot(int id) {
        return isWhole() || Integer.toUnsignedLong(id) < count ? id : 0;
    }

    private static final class Holder {
        private static final IdSpace CURRENT = read();

        private static IdSpace read() {
            try {
                return parse(Files.readAllLines(Path.of("/proc/self/uid_map")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
