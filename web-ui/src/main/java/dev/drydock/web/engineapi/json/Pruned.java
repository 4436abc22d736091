package dev.drydock.web.engineapi.json;

import java.util.List;

/** Answers to the prune requests. */
public sealed interface Pruned {
    record Containers(List<String> containersDeleted, long spaceReclaimed) implements Pruned {}

    record Images(List<String> imagesDeleted, long spaceReclaimed) implements Pruned {}

    record Networks(List<String> networksDeleted) implements Pruned {}

    record Volumes(List<String> volumesDeleted, long spaceReclaimed) implements Pruned {}

    record Builds(List<String> cachesDeleted, long spaceReclaimed) implements Pruned {}
}
