package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Body of {@code POST /volumes/create}. */
public record VolumeCreate(
        @Nullable String name,
        @Nullable String driver,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable Map<String, String> driverOpts,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable Map<String, String> labels,
        @Nullable JsonNode clusterVolumeSpec) {}
