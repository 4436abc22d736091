package dev.drydock.core.distribution;

import dev.drydock.core.content.SharedContent;
import dev.drydock.core.oci.Platform;
import dev.drydock.core.time.Scheduler;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What the registry client of a server rests on.
 *
 * @param clock of how long ago a registry could not be reached
 * @param workers run downloads and extractions, on threads that may block; a task waits until one is free
 * @param platform of the machine
 */
public record DistributionPorts(
        RegistryTransport transport,
        RegistrySettings settings,
        SharedContent content,
        Executor workers,
        Scheduler scheduler,
        InstantSource clock,
        Platform platform) {}
