package dev.drydock.core.container;

import dev.drydock.core.container.Namespaces.Choice;
import dev.drydock.core.container.RuntimeSpec.NamespaceChoices;
import dev.drydock.core.error.EngineException;
import java.util.Optional;

/** Finds the namespaces that a container shares when it starts. */
final class ContainerNamespaces {
    private final ContainerIndex index;

    ContainerNamespaces(ContainerIndex index) {
        this.index = index;
    }

    NamespaceChoices of(HostConfig host) {
        Namespaces modes = host.namespaces();
        Namespaces.containerIn(modes.ipc()).ifPresent(this::checkShareable);
        return new NamespaceChoices(
                choice(modes.ipc(), "IPC"), choice(modes.pid(), "PID"), choice(modes.uts(), "UTS"), cgroup(host));
    }

    private static Choice cgroup(HostConfig host) {
        return host.namespaces().cgroup().equals(Namespaces.HOST) ? new Choice.Lab() : new Choice.Own();
    }

    private Choice choice(String mode, String kind) {
        Optional<String> shared = Namespaces.containerIn(mode);
        if (shared.isPresent()) {
            return new Choice.Shared(running(shared.get(), kind).id());
        }
        return mode.equals(Namespaces.HOST) ? new Choice.Lab() : new Choice.Own();
    }

    private void checkShareable(String key) {
        Container other = index.find(key).value();
        String mode = other.hostConfig().namespaces().ipc();
        if (!mode.equals("shareable") && !mode.equals(Namespaces.HOST)) {
            throw new EngineException.InvalidParameter("can't join IPC of container " + other.id()
                    + ": non-shareable IPC (hint: use IpcMode:shareable for the donor container)");
        }
    }

    private Container running(String key, String kind) {
        Container other = index.find(key).value();
        if (!other.isRunning()) {
            throw new EngineException.Conflict("cannot join " + kind + " of a non running container: " + other.id());
        }
        return other;
    }
}
