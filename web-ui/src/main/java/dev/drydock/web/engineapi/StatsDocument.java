package dev.drydock.web.engineapi;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.ContainerStats;
import dev.drydock.core.container.ContainerStats.Transfer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One answer of {@code GET /containers/ID/stats} (https://docs.docker.com/reference/api/engine/version/v1.50/). */
final class StatsDocument {
    private StatsDocument() {}

    /** @param before the sample that a client compares with; empty for the first */
    static ObjectNode of(Container container, ContainerStats now, Optional<ContainerStats> before) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("name", "/" + container.name()).put("id", container.id().value());
        document.put("read", Timestamps.rfc3339(now.read()));
        document.put(
                "preread", before.map(stats -> Timestamps.rfc3339(stats.read())).orElse(Timestamps.NEVER));
        ObjectNode pids =
                document.putObject("pids_stats").put("current", now.pids().current());
        if (now.pids().limit() > 0) {
            pids.put("limit", now.pids().limit());
        }
        disk(document.putObject("blkio_stats"), now.disk());
        document.put("num_procs", 0);
        document.putObject("storage_stats");
        processors(document.putObject("cpu_stats"), Optional.of(now));
        processors(document.putObject("precpu_stats"), before);
        ObjectNode memory = document.putObject("memory_stats")
                .put("usage", now.memory().usage())
                .put("max_usage", now.memory().maximum())
                .put("failcnt", now.memory().failures())
                .put("limit", now.memory().limit());
        ObjectNode details = memory.putObject("stats");
        new TreeMap<>(now.memory().details()).forEach(details::put);
        networks(document, now);
        return document;
    }

    private static void processors(ObjectNode node, Optional<ContainerStats> sample) {
        ObjectNode usage = node.putObject("cpu_usage");
        ContainerStats.Cpu cpu = sample.map(ContainerStats::cpu).orElse(new ContainerStats.Cpu(0, 0, 0, 0, 0, 0, 0, 0));
        usage.put("total_usage", cpu.total())
                .put("usage_in_kernelmode", cpu.kernel())
                .put("usage_in_usermode", cpu.user());
        if (sample.isPresent()) {
            node.put("system_cpu_usage", cpu.system()).put("online_cpus", cpu.processors());
        }
        node.putObject("throttling_data")
                .put("periods", cpu.periods())
                .put("throttled_periods", cpu.throttled())
                .put("throttled_time", cpu.throttledTime());
    }

    private static void disk(ObjectNode node, List<Transfer> transfers) {
        entries(node.putArray("io_service_bytes_recursive"), transfers, Transfer::bytes);
        entries(node.putArray("io_serviced_recursive"), transfers, Transfer::operations);
    }

    private static void entries(ArrayNode array, List<Transfer> transfers, ToLongFunction<Transfer> amount) {
        transfers.forEach(transfer -> array.addObject()
                .put("major", transfer.major())
                .put("minor", transfer.minor())
                .put("op", transfer.operation().toLowerCase(Locale.ROOT))
                .put("value", amount.applyAsLong(transfer)));
    }

    private static void networks(ObjectNode document, ContainerStats now) {
        if (now.networks().isEmpty()) {
            return;
        }
        ObjectNode networks = document.putObject("networks");
        new TreeMap<>(now.networks())
                .forEach((name, traffic) -> networks.putObject(name)
                        .put("rx_bytes", traffic.receivedBytes())
                        .put("rx_packets", traffic.receivedPackets())
                        .put("rx_errors", traffic.receivedErrors())
                        .put("rx_dropped", traffic.receivedDropped())
                        .put("tx_bytes", traffic.sentBytes())
                        .put("tx_packets", traffic.sentPackets())
                        .put("tx_errors", traffic.sentErrors())
                        .put("tx_dropped", traffic.sentDropped()));
    }
}
