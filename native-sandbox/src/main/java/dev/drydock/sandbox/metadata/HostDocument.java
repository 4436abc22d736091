package dev.drydock.sandbox.metadata;

import dev.drydock.core.container.Device;
import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.Link;
import dev.drydock.core.container.LogConfig;
import dev.drydock.core.container.NameResolution;
import dev.drydock.core.container.Namespaces;
import dev.drydock.core.container.Resources;
import dev.drydock.core.container.Security;
import dev.drydock.core.network.PortRequests;
import dev.drydock.core.volume.MountRequests;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's host configuration as it stands in its file; what older servers did not write is null.
 *
 * @param devices paths, from servers that could not show a device elsewhere
 */
record HostDocument(
        String networkMode,
        boolean autoRemove,
        String restartPolicy,
        int maximumRetryCount,
        SecurityDocument security,
        boolean readOnlyRoot,
        boolean init,
        @Nullable Namespaces namespaces,
        @Nullable Resources resources,
        @Nullable List<String> groups,
        @Nullable List<String> devices,
        @Nullable Map<String, String> sysctls,
        long shmSize,
        @Nullable LogConfig log,
        @Nullable List<Device> mappedDevices,
        @Nullable NameResolution names,
        @Nullable List<Link> links,
        @Nullable Map<String, String> tmpfs,
        int oomScoreAdj,
        @Nullable Map<String, String> annotations,
        @Nullable String containerIdFile,
        @Nullable MountRequests mounts,
        @Nullable PortRequests ports) {
    static HostDocument of(HostConfig host) {
        return new HostDocument(
                host.networkMode(),
                host.autoRemove(),
                host.restartPolicy().word(),
                RestartPolicies.maximumRetryCount(host.restartPolicy()),
                SecurityDocument.of(host.security()),
                host.readOnlyRoot(),
                host.init(),
                host.namespaces(),
                host.resources(),
                host.groups(),
                null,
                host.sysctls(),
                host.shmSize(),
                host.log(),
                host.devices(),
                host.names(),
                host.links(),
                host.tmpfs(),
                host.oomScoreAdj(),
                host.annotations(),
                host.containerIdFile(),
                host.mounts(),
                host.ports());
    }

    HostConfig read() {
        return new HostConfig(
                networkMode,
                autoRemove,
                RestartPolicies.of(restartPolicy, maximumRetryCount),
                security.read(),
                readOnlyRoot,
                init,
                or(namespaces, Namespaces.DEFAULT),
                or(resources, Resources.DEFAULT),
                or(groups, List.of()),
                or(
                        mappedDevices,
                        or(devices, List.<String>of()).stream().map(Device::of).toList()),
                or(sysctls, Map.of()),
                shmSize,
                or(log, LogConfig.DEFAULT),
                or(names, NameResolution.DEFAULT),
                or(links, List.of()),
                or(tmpfs, Map.of()),
                oomScoreAdj,
                or(annotations, Map.of()),
                or(containerIdFile, ""),
                or(mounts, MountRequests.NONE),
                or(ports, PortRequests.NONE));
    }

    private static <V> V or(@Nullable V value, V otherwise) {
        return value == null ? otherwise : value;
    }

    /** @param seccompUnconfined what the first servers wrote instead of a profile */
    record SecurityDocument(
            List<String> addedCapabilities,
            List<String> droppedCapabilities,
            boolean privileged,
            boolean noNewPrivileges,
            boolean seccompUnconfined,
            @Nullable String seccompProfile,
            boolean systemPathsUnconfined) {
        static SecurityDocument of(Security security) {
            return new SecurityDocument(
                    security.addedCapabilities(),
                    security.droppedCapabilities(),
                    security.privileged(),
                    security.noNewPrivileges(),
                    security.isSeccompUnconfined(),
                    security.seccompProfile(),
                    security.systemPathsUnconfined());
        }

        Security read() {
            String profile = or(seccompProfile, seccompUnconfined ? Security.UNCONFINED : "");
            return new Security(
                    addedCapabilities,
                    droppedCapabilities,
                    privileged,
                    noNewPrivileges,
                    profile,
                    systemPathsUnconfined);
        }
    }
}
