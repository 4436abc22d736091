package dev.drydock.core.container;

import java.util.List;
import java.util.Map;

/**
 * Which containers a list is to show.
 *
 * @param all also those that do not run
 * @param limit at most so many, the newest first; 0 for no limit
 * @param terms filter words of the Engine API, such as {@code status -> [exited]}; several values of one word are
 *     alternatives
 */
public record ContainerFilter(boolean all, int limit, Map<String, List<String>> terms) {
    public static final ContainerFilter RUNNING = new ContainerFilter(false, 0, Map.of());
    public static final ContainerFilter ALL = new ContainerFilter(true, 0, Map.of());
}
