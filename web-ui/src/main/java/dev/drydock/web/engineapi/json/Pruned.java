package dev.drydock.web.engineapi.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to the prune requests; where nothing was removed, Go writes {@code null} for a list that was never made. */
public sealed interface Pruned {
    record Containers(@Nullable List<String> containersDeleted, long spaceReclaimed) implements Pruned {}

    record Images(@Nullable List<ImageDeleted> imagesDeleted, long spaceReclaimed) implements Pruned {}

    record Networks(@Nullable List<String> networksDeleted) implements Pruned {}

    record Volumes(@Nullable List<String> volumesDeleted, long spaceReclaimed) implements Pruned {}

    record Builds(List<String> cachesDeleted, long spaceReclaimed) implements Pruned {}
}
