package dev.drydock.core.registry;

import java.util.List;

/**
 * A part of a list.
 *
 * @param hasMore whether something follows its last item
 */
public record Page<T>(List<T> items, boolean hasMore) {
    public Page {
        items = List.copyOf(items);
    }

    /** The first items behind the last one that was shown, of a list in order. */
    static <T> Page<T> of(List<T> following, int limit) {
        return new Page<>(following.subList(0, Math.min(limit, following.size())), following.size() > limit);
    }
}
