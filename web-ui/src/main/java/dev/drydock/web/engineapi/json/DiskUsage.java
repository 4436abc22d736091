package dev.drydock.web.engineapi.json;

import java.util.List;

/** Answer to {@code GET /system/df}. */
public record DiskUsage(
        long layersSize,
        List<ImageSummary> images,
        List<ContainerSummary> containers,
        List<Object> volumes,
        List<Object> buildCache,
        long builderSize) {}
