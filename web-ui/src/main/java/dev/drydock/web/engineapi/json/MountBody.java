package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of {@code HostConfig.Mounts}; what says nothing is left out, as Go does. */
@JsonInclude(Include.NON_DEFAULT)
public record MountBody(
        @Nullable String type,
        @Nullable String source,
        @Nullable String target,
        boolean readOnly,
        @Nullable String consistency,
        @JsonInclude(Include.NON_NULL) @Nullable Bind bindOptions,
        @JsonInclude(Include.NON_NULL) @Nullable Volume volumeOptions,
        @JsonInclude(Include.NON_NULL) @Nullable Tmpfs tmpfsOptions) {

    @JsonInclude(Include.NON_DEFAULT)
    public record Bind(
            @Nullable String propagation,
            boolean nonRecursive,
            boolean createMountpoint,
            boolean readOnlyNonRecursive,
            boolean readOnlyForceRecursive) {}

    @JsonInclude(Include.NON_DEFAULT)
    public record Volume(
            boolean noCopy,

            @JsonSetter(contentNulls = Nulls.AS_EMPTY) @JsonInclude(Include.NON_EMPTY) @Nullable
            Map<String, String> labels,

            @JsonInclude(Include.NON_NULL) @Nullable Driver driverConfig,
            @Nullable String subpath) {}

    @JsonInclude(Include.NON_DEFAULT)
    public record Driver(
            @Nullable String name,

            @JsonSetter(contentNulls = Nulls.AS_EMPTY) @JsonInclude(Include.NON_EMPTY) @Nullable
            Map<String, String> options) {}

    @JsonInclude(Include.NON_DEFAULT)
    public record Tmpfs(
            long sizeBytes,
            int mode,

            @JsonInclude(Include.NON_EMPTY) @Nullable List<List<String>> options) {}
}
