package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A volume (https://docs.docker.com/reference/api/engine/version/v1.50/#tag/Volume). */
public record VolumeBody(
        String createdAt,
        String driver,
        @Nullable Map<String, String> labels,
        String mountpoint,
        String name,
        @Nullable Map<String, String> options,
        String scope,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UsageData usageData) {

    /** @param size in bytes, -1 where it is not known */
    public record UsageData(long refCount, long size) {}
}
