package dev.drydock.web.engineapi;

import dev.drydock.core.container.Resources;
import dev.drydock.core.container.Resources.Ulimit;
import dev.drydock.web.engineapi.json.ContainerCreate.Limit;
import dev.drydock.web.engineapi.json.ContainerCreate.Limits;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Translates the limits in {@code HostConfig} both ways. */
final class ResourceDocuments {
    private ResourceDocuments() {}

    static Resources read(JsonNode document) {
        Limits limits = Json.MAPPER.treeToValue(document, Limits.class);
        return new Resources(
                limits.memory(),
                limits.memoryReservation(),
                limits.memorySwap(),
                limits.memorySwappiness() == null ? -1 : limits.memorySwappiness(),
                limits.nanoCpus(),
                limits.cpuShares(),
                limits.cpuPeriod(),
                limits.cpuQuota(),
                Objects.requireNonNullElse(limits.cpusetCpus(), ""),
                Objects.requireNonNullElse(limits.cpusetMems(), ""),
                limits.pidsLimit() == null ? 0 : limits.pidsLimit(),
                limits.blkioWeight(),
                Boolean.TRUE.equals(limits.oomKillDisable()),
                HostConfigs.orEmpty(limits.ulimits()).stream()
                        .map(ResourceDocuments::ulimit)
                        .toList());
    }

    /** Bytes, 0 for no limit. */
    static long kernelMemory(@Nullable JsonNode document) {
        return document == null || document.isNull()
                ? 0
                : Json.MAPPER.treeToValue(document, Limits.class).kernelMemory();
    }

    private static Ulimit ulimit(Limit limit) {
        return new Ulimit(Objects.requireNonNullElse(limit.name(), ""), limit.soft(), limit.hard());
    }

    /** dockerd fills in the swap that goes with a memory limit. */
    static void write(ObjectNode document, Resources resources) {
        long swap =
                resources.memory() > 0 && resources.memorySwap() == 0 ? 2 * resources.memory() : resources.memorySwap();
        document.put("Memory", resources.memory())
                .put("MemoryReservation", resources.memoryReservation())
                .put("MemorySwap", swap)
                .put("NanoCpus", resources.nanoCpus())
                .put("CpuShares", resources.cpuShares())
                .put("CpuPeriod", resources.cpuPeriod())
                .put("CpuQuota", resources.cpuQuota())
                .put("CpusetCpus", resources.cpusetCpus())
                .put("CpusetMems", resources.cpusetMems())
                .put("BlkioWeight", resources.blkioWeight());
        if (resources.memorySwappiness() >= 0) {
            document.put("MemorySwappiness", resources.memorySwappiness());
        }
        if (resources.pidsLimit() != 0) {
            document.put("PidsLimit", resources.pidsLimit());
        }
        List<Limit> ulimits = resources.ulimits().stream()
                .map(limit -> new Limit(limit.name(), limit.soft(), limit.hard()))
                .toList();
        document.set("Ulimits", Json.MAPPER.valueToTree(ulimits));
    }
}
