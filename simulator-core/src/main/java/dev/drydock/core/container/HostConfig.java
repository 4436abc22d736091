package dev.drydock.core.container;

import dev.drydock.core.network.Networks;
import dev.drydock.core.network.PortRequests;
import dev.drydock.core.volume.MountRequests;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of a container's configuration that depends on the host: what is supported of Docker's {@code HostConfig}.
 *
 * @param networkMode {@code bridge}, {@code host}, {@code none}, {@code container:ID}, or a network's name or id
 * @param autoRemove remove the container when it ends ({@code --rm})
 * @param groups additional groups of PID 1 by name or number
 * @param devices only those that every container has can be had
 * @param sysctls kernel settings of the container's own namespaces
 * @param shmSize bytes of {@code /dev/shm}, 0 for 64 MiB
 * @param tmpfs options by path
 * @param oomScoreAdj 0 to 1000: how much sooner than others the kernel ends it when memory is short
 * @param annotations for whoever reads the configuration; nothing here does
 * @param containerIdFile where the client wrote the id, for the record
 * @param ports that are to be published
 * @param mounts as they were asked for; what came of them is the container's
 */
public record HostConfig(
        String networkMode,
        boolean autoRemove,
        RestartPolicy restartPolicy,
        Security security,
        boolean readOnlyRoot,
        boolean init,
        Namespaces namespaces,
        Resources resources,
        List<String> groups,
        List<Device> devices,
        Map<String, String> sysctls,
        long shmSize,
        LogConfig log,
        NameResolution names,
        List<Link> links,
        Map<String, String> tmpfs,
        int oomScoreAdj,
        Map<String, String> annotations,
        String containerIdFile,
        MountRequests mounts,
        PortRequests ports) {
    public static final long DEFAULT_SHM_SIZE = 64L * 1024 * 1024;

    public static final HostConfig DEFAULT = new HostConfig(
            "bridge",
            false,
            new RestartPolicy.No(),
            Security.DEFAULT,
            false,
            false,
            Namespaces.DEFAULT,
            Resources.DEFAULT,
            List.of(),
            List.of(),
            Map.of(),
            0,
            LogConfig.DEFAULT,
            NameResolution.DEFAULT,
            List.of(),
            Map.of(),
            0,
            Map.of(),
            "",
            MountRequests.NONE,
            PortRequests.NONE);

    private static final String SHARED = "container:";

    public HostConfig {
        groups = List.copyOf(groups);
        devices = List.copyOf(devices);
        sysctls = Map.copyOf(sysctls);
        links = List.copyOf(links);
        tmpfs = Map.copyOf(tmpfs);
        annotations = Map.copyOf(annotations);
    }

    /** Whether the container is in the lab host's own network namespace. */
    public boolean isHostNetwork() {
        return networkMode.equals("host");
    }

    /** The container whose network this one shares. */
    public Optional<String> sharedNetworkOf() {
        return networkMode.startsWith(SHARED) ? Optional.of(networkMode.substring(SHARED.length())) : Optional.empty();
    }

    /** The network that it joins, when it does not share another container's. */
    String networkName() {
        return networkMode.isEmpty() || networkMode.equals("default") ? Networks.DEFAULT : networkMode;
    }

    /** How it is on the network of its mode, without further wishes. */
    public List<EndpointConfig> networks() {
        return sharedNetworkOf().isPresent() ? List.of() : List.of(EndpointConfig.of(networkName()));
    }

    /** The same with some parts changed. */
    public HostConfig with(Consumer<Draft> changes) {
        Draft draft = new Draft(this);
        changes.accept(draft);
        return draft.finish();
    }

    public HostConfig withNetworkMode(String mode) {
        return with(draft -> draft.networkMode = mode);
    }

    public HostConfig withAutoRemove(boolean remove) {
        return with(draft -> draft.autoRemove = remove);
    }

    public HostConfig withRestartPolicy(RestartPolicy policy) {
        return with(draft -> draft.restartPolicy = policy);
    }

    public HostConfig withSecurity(Security next) {
        return with(draft -> draft.security = next);
    }

    public HostConfig withResources(Resources next) {
        return with(draft -> draft.resources = next);
    }

    /** A host configuration in the making. */
    public static final class Draft {
        public String networkMode;
        public boolean autoRemove;
        public RestartPolicy restartPolicy;
        public Security security;
        public boolean readOnlyRoot;
        public boolean init;
        public Namespaces namespaces;
        public Resources resources;
        public List<String> groups;
        public List<Device> devices;
        public Map<String, String> sysctls;
        public long shmSize;
        public LogConfig log;
        public NameResolution names;
        public List<Link> links;
        public Map<String, String> tmpfs;
        public int oomScoreAdj;
        public Map<String, String> annotations;
        public String containerIdFile;
        public MountRequests mounts;
        public PortRequests ports;

        private Draft(HostConfig from) {
            networkMode = from.networkMode;
            autoRemove = from.autoRemove;
            restartPolicy = from.restartPolicy;
            security = from.security;
            readOnlyRoot = from.readOnlyRoot;
            init = from.init;
            namespaces = from.namespaces;
            resources = from.resources;
            groups = from.groups;
            devices = from.devices;
            sysctls = from.sysctls;
            shmSize = from.shmSize;
            log = from.log;
            names = from.names;
            links = from.links;
            tmpfs = from.tmpfs;
            oomScoreAdj = from.oomScoreAdj;
            annotations = from.annotations;
            containerIdFile = from.containerIdFile;
            mounts = from.mounts;
            ports = from.ports;
        }

        private HostConfig finish() {
            return new HostConfig(
                    networkMode,
                    autoRemove,
                    restartPolicy,
                    security,
                    readOnlyRoot,
                    init,
                    namespaces,
                    resources,
                    groups,
                    devices,
                    sysctls,
                    shmSize,
                    log,
                    names,
                    links,
                    tmpfs,
                    oomScoreAdj,
                    annotations,
                    containerIdFile,
                    mounts,
                    ports);
        }
    }
}
