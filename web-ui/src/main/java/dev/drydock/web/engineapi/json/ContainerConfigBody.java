package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code Config} of a container or an image. */
public record ContainerConfigBody(
        String hostname,
        String domainname,
        String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Map<String, String>> exposedPorts,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        @Nullable List<String> env,
        @Nullable List<String> cmd,
        String image,
        @Nullable Map<String, Map<String, String>> volumes,
        String workingDir,
        @Nullable List<String> entrypoint,
        @Nullable List<String> onBuild,
        @Nullable Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String macAddress,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String stopSignal,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer stopTimeout,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HealthcheckBody healthcheck,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> shell) {}
