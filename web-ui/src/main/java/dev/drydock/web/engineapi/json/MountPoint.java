package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** Something mounted in a container, as inspect and the list of containers show it. */
public record MountPoint(
        String type,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,

        String source,
        String destination,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String driver,

        String mode,
        @JsonProperty("RW") boolean rw,
        String propagation) {}
