package dev.drydock.core.container;

import dev.drydock.core.volume.Mount;
import java.util.List;
import java.util.Map;

/**
 * Everything that a runtime needs to start a container whose writable layer exists.
 *
 * @param hostname name in its own UTS namespace, at most 64 bytes
 * @param domainname empty for none
 * @param readOnlyRoot mount the root file system read-only
 * @param init run Drydock's init as PID 1 in front of the process
 * @param sysctls settings below {@code /proc/sys} with dots, of the container's own namespaces
 * @param shmSize bytes of {@code /dev/shm}
 * @param hosts lines for {@code /etc/hosts}, without a final line break
 * @param resolver lines for {@code /etc/resolv.conf}, without a final line break; empty for the lab host's own
 * @param devices that are shown at another place than that of the lab host
 * @param mounts in the order in which they are made
 * @param oomScoreAdj 0 to 1000
 */
public record RuntimeSpec(
        ContainerId id,
        ProcessSpec process,
        String hostname,
        String domainname,
        boolean readOnlyRoot,
        boolean init,
        Security security,
        Resources resources,
        Map<String, String> sysctls,
        long shmSize,
        NamespaceChoices namespaces,
        NetworkSandbox network,
        String hosts,
        String resolver,
        List<Device> devices,
        List<Mount> mounts,
        int oomScoreAdj) {
    public RuntimeSpec {
        sysctls = Map.copyOf(sysctls);
        devices = List.copyOf(devices);
        mounts = List.copyOf(mounts);
    }

    /**
     * How the namespaces but the network are made.
     *
     * @param uts {@code Shared} is not possible
     * @param cgroup {@code Shared} is not possible
     */
    public record NamespaceChoices(
            Namespaces.Choice ipc, Namespaces.Choice pid, Namespaces.Choice uts, Namespaces.Choice cgroup) {
        public static final NamespaceChoices OWN = new NamespaceChoices(
                new Namespaces.Choice.Own(),
                new Namespaces.Choice.Own(),
                new Namespaces.Choice.Own(),
                new Namespaces.Choice.Own());
    }
}
