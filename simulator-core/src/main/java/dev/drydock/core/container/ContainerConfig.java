package dev.drydock.core.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The portable part of a container's configuration: Docker's {@code Config} object, after the image's defaults were
 * merged in.
 *
 * @param image the reference as the user gave it
 * @param command what {@code Cmd} holds
 * @param entrypoint empty when neither user nor image set one
 * @param environment entries {@code NAME=value}
 * @param exposedPorts such as {@code 80/tcp}
 * @param stopSignal a name or number, empty for SIGTERM
 * @param stopTimeout seconds to wait before SIGKILL, empty for 10
 * @param shell what a health check's line is for, empty for {@code /bin/sh -c}
 * @param volumes paths at which each container has a volume of its own, unless something else is mounted there
 * @param macAddress wanted on the container's network, empty for one made of its address
 */
public record ContainerConfig(
        String image,
        String hostname,
        String domainname,
        String user,
        Streams streams,
        List<String> command,
        List<String> entrypoint,
        List<String> environment,
        String workingDirectory,
        List<String> exposedPorts,
        Map<String, String> labels,
        String stopSignal,
        Optional<Integer> stopTimeout,
        Optional<Healthcheck> healthcheck,
        List<String> shell,
        String macAddress,
        List<String> volumes) {
    public ContainerConfig {
        command = List.copyOf(command);
        entrypoint = List.copyOf(entrypoint);
        environment = List.copyOf(environment);
        exposedPorts = List.copyOf(exposedPorts);
        labels = Map.copyOf(labels);
        shell = List.copyOf(shell);
        volumes = List.copyOf(volumes);
    }

    /** One without what only few containers have. */
    @SuppressWarnings("ParameterNumber") // as the record itself
    public ContainerConfig(
            String image,
            String hostname,
            String domainname,
            String user,
            Streams streams,
            List<String> command,
            List<String> entrypoint,
            List<String> environment,
            String workingDirectory,
            List<String> exposedPorts,
            Map<String, String> labels,
            String stopSignal,
            Optional<Integer> stopTimeout) {
        this(
                image,
                hostname,
                domainname,
                user,
                streams,
                command,
                entrypoint,
                environment,
                workingDirectory,
                exposedPorts,
                labels,
                stopSignal,
                stopTimeout,
                Optional.empty(),
                List.of(),
                "",
                List.of());
    }

    public ContainerConfig withHealthcheck(Healthcheck check) {
        return new ContainerConfig(
                image,
                hostname,
                domainname,
                user,
                streams,
                command,
                entrypoint,
                environment,
                workingDirectory,
                exposedPorts,
                labels,
                stopSignal,
                stopTimeout,
                Optional.of(check),
                shell,
                macAddress,
                volumes);
    }

    /** Entry point and command in one list: what is executed. */
    public List<String> arguments() {
        return Stream.concat(entrypoint.stream(), command.stream()).toList();
    }

    ContainerConfig withHostname(String name) {
        return new ContainerConfig(
                image,
                name,
                domainname,
                user,
                streams,
                command,
                entrypoint,
                environment,
                workingDirectory,
                exposedPorts,
                labels,
                stopSignal,
                stopTimeout,
                healthcheck,
                shell,
                macAddress,
                volumes);
    }

    /**
     * Which standard streams the container has and which the creating client takes.
     *
     * @param stdinOnce close standard input when the first attached client leaves
     */
    public record Streams(
            boolean attachStdin,
            boolean attachStdout,
            boolean attachStderr,
            boolean tty,
            boolean openStdin,
            boolean stdinOnce) {
        public static final Streams NONE = new Streams(false, false, false, false, false, false);
    }
}
