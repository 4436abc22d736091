package dev.drydock.core.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image (OCI image specification 1.1, "Image Configuration"). Its digest is the image's id, so
 * the stored bytes count, never a new serialisation of this record.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageConfig(
        @Nullable String created,
        @Nullable String author,
        String architecture,
        String os,
        RunConfig config,
        RootFs rootfs,
        List<History> history) {
    /** Documents of elsewhere may lack what has a natural default. */
    public ImageConfig {
        config = config == null ? RunConfig.EMPTY : config;
        rootfs = rootfs == null ? new RootFs("layers", List.of()) : rootfs;
        history = history == null
                ? List.of()
                : history.stream().filter(Objects::nonNull).toList();
        architecture = architecture == null ? "" : architecture;
        os = os == null ? "" : os;
    }

    /** Defaults for containers of the image. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RunConfig(
            @JsonProperty("User") @Nullable String user,
            @JsonProperty("ExposedPorts") @Nullable Map<String, Map<String, String>> exposedPorts,
            @JsonProperty("Env") @Nullable List<String> env,
            @JsonProperty("Entrypoint") @Nullable List<String> entrypoint,
            @JsonProperty("Cmd") @Nullable List<String> cmd,
            @JsonProperty("Volumes") @Nullable Map<String, Map<String, String>> volumes,
            @JsonProperty("WorkingDir") @Nullable String workingDir,
            @JsonProperty("Labels") @Nullable Map<String, String> labels,
            @JsonProperty("StopSignal") @Nullable String stopSignal,
            @JsonProperty("Healthcheck") @Nullable Healthcheck healthcheck,
            @JsonProperty("OnBuild") @Nullable List<String> onBuild,
            @JsonProperty("Shell") @Nullable List<String> shell) {
        /** Says nothing. */
        public static final RunConfig EMPTY = new RunConfig(null, null, null, null, null, null, null, null, null);

        /** Defaults without what only few images have. */
        @SuppressWarnings("ParameterNumber") // as the record itself
        public RunConfig(
                @Nullable String user,
                @Nullable Map<String, Map<String, String>> exposedPorts,
                @Nullable List<String> env,
                @Nullable List<String> entrypoint,
                @Nullable List<String> cmd,
                @Nullable Map<String, Map<String, String>> volumes,
                @Nullable String workingDir,
                @Nullable Map<String, String> labels,
                @Nullable String stopSignal) {
            this(user, exposedPorts, env, entrypoint, cmd, volumes, workingDir, labels, stopSignal, null, null, null);
        }
    }

    /** Docker's extension; durations in nanoseconds, 0 for the default. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Healthcheck(
            @JsonProperty("Test") @Nullable List<String> test,
            @JsonProperty("Interval") long interval,
            @JsonProperty("Timeout") long timeout,
            @JsonProperty("StartPeriod") long startPeriod,
            @JsonProperty("StartInterval") long startInterval,
            @JsonProperty("Retries") int retries) {}

    /** The stack of layers by their DiffIds, lowest first. */
    public record RootFs(
            String type, @JsonProperty("diff_ids") List<String> diffIds) {
        public RootFs {
            type = type == null ? "" : type;
            diffIds = diffIds == null
                    ? List.of()
                    : diffIds.stream().filter(Objects::nonNull).toList();
        }
    }

    /** How one layer, or an entry without a layer, came to be. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record History(
            @Nullable String created,
            @JsonProperty("created_by") @Nullable String createdBy,
            @Nullable String author,
            @Nullable String comment,
            @JsonProperty("empty_layer") @Nullable Boolean emptyLayer) {}
}
