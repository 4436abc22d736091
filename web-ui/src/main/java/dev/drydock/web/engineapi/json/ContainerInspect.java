package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answer to {@code GET /containers/ID/json}. */
public record ContainerInspect(
        String id,
        String created,
        String path,
        List<String> args,
        State state,
        String image,
        String resolvConfPath,
        String hostnamePath,
        String hostsPath,
        String logPath,
        String name,
        int restartCount,
        String driver,
        String platform,
        String mountLabel,
        String processLabel,
        String appArmorProfile,
        @JsonProperty("ExecIDs") @Nullable List<String> execIds,
        JsonNode hostConfig,
        GraphDriver graphDriver,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long sizeRw,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long sizeRootFs,
        List<MountPoint> mounts,
        ContainerConfigBody config,
        NetworkSettings networkSettings) {

    /** Docker's overlapping flags for what is one state. */
    public record State(
            String status,
            boolean running,
            boolean paused,
            boolean restarting,
            @JsonProperty("OOMKilled") boolean oomKilled,
            boolean dead,
            int pid,
            int exitCode,
            String error,
            String startedAt,
            String finishedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Health health) {}

    /** What the probes have found. */
    public record Health(String status, int failingStreak, List<Probe> log) {}

    public record Probe(String start, String end, int exitCode, String output) {}

    public record GraphDriver(@Nullable Map<String, String> data, String name) {}

    public record NetworkSettings(
            String bridge,
            @JsonProperty("SandboxID") String sandboxId,
            String sandboxKey,
            Map<String, Object> ports,
            boolean hairpinMode,
            @JsonProperty("LinkLocalIPv6Address") String linkLocalIpv6Address,
            @JsonProperty("LinkLocalIPv6PrefixLen") int linkLocalIpv6PrefixLen,
            @JsonProperty("SecondaryIPAddresses") @Nullable Object secondaryIpAddresses,

            @JsonProperty("SecondaryIPv6Addresses") @Nullable
            Object secondaryIpv6Addresses,

            @JsonProperty("EndpointID") String endpointId,
            String gateway,
            @JsonProperty("GlobalIPv6Address") String globalIpv6Address,
            @JsonProperty("GlobalIPv6PrefixLen") int globalIpv6PrefixLen,
            @JsonProperty("IPAddress") String ipAddress,
            @JsonProperty("IPPrefixLen") int ipPrefixLen,
            @JsonProperty("IPv6Gateway") String ipv6Gateway,
            String macAddress,
            Map<String, EndpointSettings> networks) {}
}
