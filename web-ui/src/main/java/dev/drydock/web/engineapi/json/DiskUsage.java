package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@code GET /system/df}; what was not asked for is null, and the last member is one of old versions. */
public record DiskUsage(
        long layersSize,
        @Nullable List<ImageSummary> images,
        @Nullable List<ContainerSummary> containers,
        @Nullable List<VolumeBody> volumes,
        @Nullable List<Object> buildCache,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long builderSize) {}
