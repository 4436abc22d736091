package dev.drydock.core.container;

import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The defaults of an image that is made of a container. */
final class CommittedConfig {
    private CommittedConfig() {}

    /** What the container itself has. */
    static RunConfig of(ContainerConfig config) {
        return new RunConfig(
                nullIfEmpty(config.user()),
                emptyObjects(config.exposedPorts()),
                nullIfEmpty(config.environment()),
                nullIfEmpty(config.entrypoint()),
                nullIfEmpty(config.command()),
                emptyObjects(config.volumes()),
                nullIfEmpty(config.workingDirectory()),
                config.labels().isEmpty() ? null : new TreeMap<>(config.labels()),
                nullIfEmpty(config.stopSignal()),
                config.healthcheck().map(CommittedConfig::healthcheck).orElse(null),
                null,
                null);
    }

    /** As Go writes a set. */
    private static @Nullable Map<String, Map<String, String>> emptyObjects(List<String> names) {
        return names.isEmpty()
                ? null
                : names.stream().collect(Collectors.toMap(name -> name, _ -> Map.of(), (one, _) -> one, TreeMap::new));
    }

    private static ImageConfig.Healthcheck healthcheck(Healthcheck check) {
        return new ImageConfig.Healthcheck(
                check.test(),
                check.interval().toNanos(),
                check.timeout().toNanos(),
                check.startPeriod().toNanos(),
                check.startInterval().toNanos(),
                check.retries());
    }

    /** What was asked for, completed with what the container has. */
    static RunConfig merge(RunConfig asked, RunConfig container) {
        boolean isBare = isEmpty(asked.entrypoint()) && isEmpty(asked.cmd());
        return new RunConfig(
                asked.user() == null ? container.user() : asked.user(),
                union(container.exposedPorts(), asked.exposedPorts()),
                environment(asked.env(), container.env()),
                isEmpty(asked.entrypoint()) ? container.entrypoint() : asked.entrypoint(),
                isBare ? container.cmd() : asked.cmd(),
                union(container.volumes(), asked.volumes()),
                asked.workingDir() == null ? container.workingDir() : asked.workingDir(),
                union(container.labels(), asked.labels()),
                asked.stopSignal() == null ? container.stopSignal() : asked.stopSignal(),
                asked.healthcheck() == null ? container.healthcheck() : asked.healthcheck(),
                asked.onBuild(),
                asked.shell());
    }

    private static boolean isEmpty(@Nullable List<String> list) {
        return list == null || list.isEmpty();
    }

    private static <T> @Nullable Map<String, T> union(@Nullable Map<String, T> below, @Nullable Map<String, T> above) {
        Map<String, T> both = new TreeMap<>(below == null ? Map.of() : below);
        both.putAll(above == null ? Map.of() : above);
        return both.isEmpty() ? null : both;
    }

    private static @Nullable List<String> environment(@Nullable List<String> asked, @Nullable List<String> container) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (List<String> list : List.of(orEmpty(asked), orEmpty(container))) {
            list.forEach(entry -> entries.putIfAbsent(entry.split("=", 2)[0], entry));
        }
        return entries.isEmpty() ? null : new ArrayList<>(entries.values());
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static @Nullable List<String> nullIfEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
