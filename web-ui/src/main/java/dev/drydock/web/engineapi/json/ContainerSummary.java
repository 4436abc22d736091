package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One container in {@code GET /containers/json}. */
public record ContainerSummary(
        String id,
        List<String> names,
        String image,
        @JsonProperty("ImageID") String imageId,
        String command,
        long created,
        List<Port> ports,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long sizeRw,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long sizeRootFs,
        Map<String, String> labels,
        String state,
        String status,
        Host hostConfig,
        NetworkSettings networkSettings,
        List<MountPoint> mounts) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Port(
            @JsonProperty("IP") @Nullable String ip,
            int privatePort,
            @Nullable Integer publicPort,
            String type) {}

    public record Host(String networkMode) {}

    public record NetworkSettings(Map<String, EndpointSettings> networks) {}
}
