package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerState;
import dev.drydock.core.container.ResourceSupport;
import dev.drydock.core.container.ResourceSupport.Limit;
import dev.drydock.core.distribution.LabRegistries;
import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.reference.Digest;
import dev.drydock.web.engineapi.json.VersionBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code docker version} and {@code docker info} show. */
final class SystemFacts {
    private static final String PRODUCT = "Drydock";
    private static final String OS = "linux";
    private static final ObjectNode INFO = Json.template("info.json");

    /** What dockerd says of limits that a machine cannot hold. */
    private static final Map<Limit, String> WARNINGS = new TreeMap<>(Map.of(
            Limit.MEMORY, "No memory limit support",
            Limit.SWAP, "No swap limit support",
            Limit.CPU_QUOTA, "No cpu cfs quota support",
            Limit.CPU_SHARES, "No cpu shares support",
            Limit.CPUSET, "No cpuset support",
            Limit.PIDS, "No pids limit support"));

    private final String version;
    private final String kernel = System.getProperty("os.version");
    private final String java = "none (Java " + Runtime.version() + ")";

    /** @param version of Drydock */
    SystemFacts(String version) {
        this.version = version;
    }

    VersionBody version() {
        Map<String, String> details = new TreeMap<>(Map.of(
                "ApiVersion",
                ApiVersion.NEWEST.toString(),
                "MinAPIVersion",
                ApiVersion.OLDEST.toString(),
                "Arch",
                Platforms.architecture(),
                "Os",
                OS,
                "KernelVersion",
                kernel,
                "GoVersion",
                java,
                "GitCommit",
                "",
                "BuildTime",
                "",
                "Experimental",
                "false"));
        return new VersionBody(
                new VersionBody.Platform(PRODUCT),
                List.of(new VersionBody.Component("Engine", version, details)),
                version,
                ApiVersion.NEWEST.toString(),
                ApiVersion.OLDEST.toString(),
                "",
                java,
                OS,
                Platforms.architecture(),
                kernel,
                "");
    }

    /**
     * What {@code docker info} shows. The machine's open files and the server's threads are no business of one lab: {@code
     * NFd} counts the lab's own sockets, that which listens and the connections, and {@code NGoroutines} those who work for it,
     * one for each connection and each listener to events.
     *
     * @param connections that are open
     */
    ObjectNode info(LabEngine lab, int connections, Instant now) {
        Engine engine = lab.engine();
        List<Container> containers = engine.view().containers();
        int running = count(containers, ContainerState.Running.class);
        int paused = count(containers, ContainerState.Paused.class);
        String machine = System.getProperty("os.arch");
        ResourceSupport support = engine.containers().support();
        ObjectNode info = INFO.deepCopy();
        LabRegistries.State registries = engine.distribution().registries().read();
        warn(info, support, registries.warnings());
        RegistryDocuments.show((ObjectNode) info.path("RegistryConfig"), registries.settings());
        return info.put("MemoryLimit", support.has(Limit.MEMORY))
                .put("SwapLimit", support.has(Limit.SWAP))
                .put("CpuCfsPeriod", support.has(Limit.CPU_QUOTA))
                .put("CpuCfsQuota", support.has(Limit.CPU_QUOTA))
                .put("CPUShares", support.has(Limit.CPU_SHARES))
                .put("CPUSet", support.has(Limit.CPUSET))
                .put("PidsLimit", support.has(Limit.PIDS))
                .put("ID", id(lab.lab()))
                .put("NFd", 1 + connections)
                .put("NGoroutines", connections + engine.events().subscriptions())
                .put("Containers", containers.size())
                .put("ContainersRunning", running)
                .put("ContainersPaused", paused)
                .put("ContainersStopped", containers.size() - running - paused)
                .put("Images", engine.view().images().size())
                .put("SystemTime", Timestamps.rfc3339(now))
                .put("KernelVersion", kernel)
                .put("Architecture", machine.equals("amd64") ? "x86_64" : machine)
                .put("NCPU", support.processors())
                .put("MemTotal", support.memory())
                .put("Name", lab.lab().value())
                .put("NEventsListener", engine.events().subscriptions())
                // Only the older control groups know it.
                .put("CgroupVersion", support.has(Limit.SWAPPINESS) ? "1" : "2")
                .put("ServerVersion", version);
    }

    /** {@code null} when there is nothing to say, as Go writes a list that was never made. */
    private static void warn(ObjectNode info, ResourceSupport support, List<String> others) {
        ArrayNode warnings = Json.MAPPER.createArrayNode();
        WARNINGS.forEach((limit, warning) -> {
            if (!support.has(limit)) {
                warnings.add("WARNING: " + warning);
            }
        });
        others.forEach(warning -> warnings.add("WARNING: " + warning));
        if (!warnings.isEmpty()) {
            info.set("Warnings", warnings);
        }
    }

    private static int count(List<Container> containers, Class<? extends ContainerState> state) {
        return (int) containers.stream()
                .filter(container -> state.isInstance(container.state()))
                .count();
    }

    /** Stays the same for a lab host, differs from every other. */
    private static String id(LabId lab) {
        String hex =
                Digest.ofBytes(("lab:" + lab).getBytes(StandardCharsets.UTF_8)).hex();
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }
}
