package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.oci.ImageConfig;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Completes what a user asked for with the defaults of the image. */
final class ContainerDefaults {
    private static final String ROOT_DIRECTORY = "/";

    private ContainerDefaults() {}

    static ContainerConfig merge(ContainerConfig given, RunConfig image) {
        List<String> command = given.command();
        List<String> entrypoint = given.entrypoint();
        if (entrypoint.isEmpty()) {
            command = command.isEmpty() ? orEmpty(image.cmd()) : command;
            entrypoint = orEmpty(image.entrypoint());
        } else if (entrypoint.equals(List.of(""))) {
            entrypoint = List.of();
        }
        if (command.isEmpty() && entrypoint.isEmpty()) {
            throw new EngineException.InvalidParameter("no command specified");
        }
        return new ContainerConfig(
                given.image(),
                given.hostname(),
                given.domainname(),
                or(given.user(), image.user()),
                given.streams(),
                command,
                entrypoint,
                environment(orEmpty(image.env()), given.environment()),
                or(given.workingDirectory(), image.workingDir()),
                union(given.exposedPorts(), image.exposedPorts()),
                labels(given.labels(), image.labels()),
                or(given.stopSignal(), image.stopSignal()),
                given.stopTimeout(),
                healthcheck(given.healthcheck(), image.healthcheck()),
                given.shell(),
                given.macAddress(),
                union(given.volumes(), image.volumes()));
    }

    private static Optional<Healthcheck> healthcheck(
            Optional<Healthcheck> given, ImageConfig.@Nullable Healthcheck image) {
        if (image == null) {
            return given;
        }
        Healthcheck inherited = new Healthcheck(
                orEmpty(image.test()),
                Duration.ofNanos(image.interval()),
                Duration.ofNanos(image.timeout()),
                Duration.ofNanos(image.startPeriod()),
                Duration.ofNanos(image.startInterval()),
                image.retries());
        return Optional.of(given.map(check -> check.or(inherited)).orElse(inherited));
    }

    /** The user's entries, then those of the image that the user did not set. */
    private static List<String> environment(List<String> image, List<String> given) {
        Set<String> names = new LinkedHashSet<>();
        given.forEach(entry -> names.add(name(entry)));
        List<String> result = new ArrayList<>(given);
        image.stream().filter(entry -> !names.contains(name(entry))).forEach(result::add);
        return result;
    }

    /**
     * Puts entries over others: a later value of a name takes the earlier one's place, and a name without {@code =} is
     * taken away.
     */
    static List<String> override(List<String> base, List<String> entries) {
        Map<String, Integer> places = new HashMap<>();
        List<String> result = new ArrayList<>();
        for (String entry : base) {
            places.put(name(entry), result.size());
            result.add(entry);
        }
        for (String entry : entries) {
            Integer place = places.get(name(entry));
            if (place != null) {
                result.set(place, entry);
            } else {
                places.put(name(entry), result.size());
                result.add(entry);
            }
        }
        result.removeIf(entry -> entry.indexOf('=') < 0);
        return result;
    }

    private static String name(String entry) {
        int equals = entry.indexOf('=');
        return equals < 0 ? entry : entry.substring(0, equals);
    }

    private static Map<String, String> labels(Map<String, String> given, @Nullable Map<String, String> image) {
        Map<String, String> result = new HashMap<>(image == null ? Map.of() : image);
        result.putAll(given);
        return result;
    }

    private static List<String> union(List<String> given, @Nullable Map<String, ?> image) {
        Set<String> result = new LinkedHashSet<>(given);
        if (image != null) {
            result.addAll(image.keySet());
        }
        return result.stream().sorted().toList();
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static String or(String given, @Nullable String image) {
        return given.isEmpty() && image != null ? image : given;
    }

    /** What PID 1 finds in its environment: Docker's own variables under those of the configuration. */
    static List<String> processEnvironment(ContainerConfig config, String hostname, List<String> linked) {
        return environment(config, hostname, config.streams().tty(), linked);
    }

    /** What an added process finds: the container's environment under its own. */
    static List<String> execEnvironment(ContainerConfig config, ProcessSpec process, List<String> linked) {
        return override(environment(config, config.hostname(), process.terminal(), linked), process.environment());
    }

    private static List<String> environment(
            ContainerConfig config, String hostname, boolean terminal, List<String> linked) {
        List<String> base = new ArrayList<>();
        base.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        base.add("HOSTNAME=" + hostname);
        if (terminal) {
            base.add("TERM=xterm");
        }
        base.addAll(linked);
        return override(base, config.environment());
    }

    static String workingDirectory(ContainerConfig config) {
        return config.workingDirectory().isEmpty() ? ROOT_DIRECTORY : config.workingDirectory();
    }
}
