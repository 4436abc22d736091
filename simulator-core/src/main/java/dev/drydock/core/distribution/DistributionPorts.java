package dev.drydock.core.distribution;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.time.Scheduler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the registry client of a server rests on.
 *
 * @param cache of Docker Hub, where the server keeps one in its own registry
 * @param clock of how long ago a registry could not be reached
 * @param workers run downloads and extractions, on threads that may block; a task waits until one is free
 * @param platform of the machine
 */
public record DistributionPorts(
        RegistryTransport transport,
        RegistrySettings settings,
        SharedContent content,
        Optional<PullThrough> cache,
        Executor workers,
        Scheduler scheduler,
        InstantSource clock,
        Platform platform) {}
