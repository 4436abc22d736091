package dev.drydock.core.container;

/**
 * Everything that a runtime needs to start a container whose writable layer exists.
 *
 * @param hostname name in its own UTS namespace, at most 64 bytes
 * @param readOnlyRoot mount the root file system read-only
 * @param init run Drydock's init as PID 1 in front of the process
 * @param hosts lines for {@code /etc/hosts}, without a final line break
 */
public record RuntimeSpec(
        ContainerId id,
        ProcessSpec process,
        String hostname,
        boolean readOnlyRoot,
        boolean init,
        Security security,
        NetworkSandbox network,
        String hosts) {}
