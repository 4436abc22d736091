package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Body of {@code POST /containers/create} (https://docs.docker.com/reference/api/engine/version/v1.50/). */
public record ContainerCreate(
        @Nullable String hostname,
        @Nullable String domainname,
        @Nullable String user,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @Nullable Map<String, JsonNode> exposedPorts,
        boolean tty,
        boolean openStdin,
        boolean stdinOnce,
        @Nullable List<String> env,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> cmd,

        @Nullable HealthcheckBody healthcheck,
        @Nullable String image,
        @Nullable Map<String, JsonNode> volumes,
        @Nullable String workingDir,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> entrypoint,

        boolean networkDisabled,
        @Nullable String macAddress,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable Map<String, String> labels,
        @Nullable String stopSignal,
        @Nullable Integer stopTimeout,
        @Nullable List<String> shell,
        @Nullable JsonNode hostConfig,
        @Nullable NetworkingConfig networkingConfig) {

    /** The supported part of {@code HostConfig}. */
    public record Host(
            @Nullable String networkMode,
            boolean autoRemove,
            @Nullable Restart restartPolicy,
            @Nullable List<String> capAdd,
            @Nullable List<String> capDrop,
            boolean privileged,
            @Nullable List<String> securityOpt,
            boolean readonlyRootfs,
            @Nullable Boolean init,
            @Nullable String ipcMode,
            @Nullable String pidMode,
            @JsonProperty("UTSMode") @Nullable String utsMode,
            @Nullable String usernsMode,
            @Nullable String cgroupnsMode,
            @Nullable List<String> groupAdd,
            @Nullable List<Device> devices,
            @Nullable Map<String, String> sysctls,
            long shmSize,
            @Nullable Log logConfig,
            @Nullable List<String> maskedPaths,
            @Nullable List<String> readonlyPaths,
            @Nullable List<String> dns,
            @Nullable List<String> dnsSearch,
            @Nullable List<String> dnsOptions,
            @Nullable List<String> extraHosts,
            @Nullable List<String> links,
            @Nullable Map<String, String> tmpfs,
            int oomScoreAdj,

            @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable
            Map<String, String> annotations,

            @JsonProperty("ContainerIDFile") @Nullable String containerIdFile,
            @Nullable List<String> binds,
            @Nullable List<MountBody> mounts,
            @Nullable List<String> volumesFrom,
            @Nullable String volumeDriver,
            @Nullable String runtime,
            @Nullable String isolation) {}

    public record Device(
            @Nullable String pathOnHost,
            @Nullable String pathInContainer,
            @Nullable String cgroupPermissions) {}

    public record Log(@Nullable String type, @Nullable Map<String, String> config) {}

    /** Docker's {@code Resources}: a part of {@code HostConfig}, and the body of an update. */
    public record Limits(
            long memory,
            long memoryReservation,
            long memorySwap,
            long kernelMemory,
            @Nullable Long memorySwappiness,
            @JsonProperty("NanoCpus") long nanoCpus,
            long cpuShares,
            long cpuPeriod,
            long cpuQuota,
            @Nullable String cpusetCpus,
            @Nullable String cpusetMems,
            @Nullable Long pidsLimit,
            int blkioWeight,
            @Nullable Boolean oomKillDisable,
            @Nullable List<Limit> ulimits) {}

    public record Limit(@Nullable String name, long soft, long hard) {}

    public record Restart(@Nullable String name, int maximumRetryCount) {}

    public record NetworkingConfig(@Nullable Map<String, JsonNode> endpointsConfig) {}
}
