package dev.drydock.core.registry;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A piece of a blob that is being pushed.
 *
 * @param start where it begins in the blob, in bytes; empty for behind what is there
 * @param length in bytes; empty when only its end says so
 */
public record Chunk(OptionalLong start, OptionalLong length, InputStream content) {
    /** All that comes, behind what is there. */
    public static Chunk of(InputStream content) {
        return new Chunk(OptionalLong.empty(), OptionalLong.empty(), content);
    }

    /** Nothing. */
    public static Chunk none() {
        return of(InputStream.nullInputStream());
    }
}
