package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answer to {@code GET /exec/ID/json}. */
public record ExecInspect(
        @JsonProperty("ID") String id,
        boolean running,
        @Nullable Integer exitCode,
        ProcessConfig processConfig,
        boolean openStdin,
        boolean openStderr,
        boolean openStdout,
        boolean canRemove,
        @JsonProperty("ContainerID") String containerId,
        String detachKeys,
        int pid) {
    public record ProcessConfig(
            @JsonProperty("tty") boolean tty,
            @JsonProperty("entrypoint") String entrypoint,
            @JsonProperty("arguments") List<String> arguments,
            @JsonProperty("privileged") boolean privileged,

            @JsonProperty("user") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String user) {}
}
