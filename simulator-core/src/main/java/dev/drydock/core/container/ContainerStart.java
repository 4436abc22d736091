package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.network.LabNames;
import dev.drydock.core.volume.Mount;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts containers. Every method is called with the container's lock held. */
final class ContainerStart {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerStart.class);
    private static final int UNKNOWN_FAILURE = 128;
    private static final String SENTENCE = "failed to create task for container: failed to create shim task: "
            + "OCI runtime create failed: runc create failed: unable to start container process: ";
    private final ContainerServices services;
    private final ContainerNetworking networking;
    private final ContainerNamespaces namespaces;
    private final ContainerRemoval removal;
    private final ContainerHealth health;
    private final VolumeUse volumes;
    private final ContainerEvents events;

    ContainerStart(
            ContainerServices services,
            ContainerNetworking networking,
            ContainerNamespaces namespaces,
            ContainerRemoval removal,
            ContainerHealth health) {
        this.services = services;
        this.networking = networking;
        this.namespaces = namespaces;
        this.removal = removal;
        this.health = health;
        this.volumes = new VolumeUse(services.volumes());
        this.events = new ContainerEvents(services.events());
    }

    /** Starts one that does not run; on failure it stays as it was, with the error. */
    void start(LiveContainer live) {
        begin(live);
        try {
            services.store().save(live.stored());
        } catch (EngineException e) {
            // The next server would not know of it and end it: better now, with a sentence.
            live.setStoppedByUser(true);
            services.runtime().kill(live.value().id(), Signal.KILL);
            throw e;
        }
        started(live);
    }

    /** Starts one as its restart policy wants it, for which nobody waits: it runs as long as this server does. */
    void startAgain(LiveContainer live) {
        begin(live);
        save(live);
        started(live);
    }

    private void started(LiveContainer live) {
        events.publish(live.value(), "start");
        health.resume(live);
    }

    @SuppressWarnings("IllegalCatch") // whatever failed, half-done work is taken back, and the failure goes on
    private void begin(LiveContainer live) {
        live.cancelRestart();
        Undo undo = new Undo();
        try {
            begin(live, undo);
        } catch (StartFailure e) {
            undo.run(e);
            EngineException sentence = new EngineException.InvalidParameter(e.sentence(SENTENCE), e);
            fail(live, e.exitCode(), sentence);
            throw sentence;
        } catch (RuntimeException e) {
            undo.run(e);
            fail(live, UNKNOWN_FAILURE, e);
            throw e;
        }
    }

    private void begin(LiveContainer live, Undo undo) {
        Container container = live.value();
        String hostname = networking.hostname(container);
        live.setPorts(List.of());
        NetworkSandbox network = networking.join(live);
        undo.add(() -> {
            networking.leave(live.value());
            live.setEndpoints(container.endpoints());
            live.setPorts(List.of());
        });
        undo.add(() -> unpublish(live.value()));
        networking.publish(live, services.runtime());
        volumes.begin(container);
        undo.add(() -> volumes.end(container));
        StartedProcess process = services.runtime().start(spec(live, hostname, network));
        live.setStoppedByUser(false);
        live.setState(new ContainerState.Running(process.pid(), process.startedAt()));
        health.begin(live);
        live.attachDeferred(services.runtime(), process.startedAt());
    }

    private void unpublish(Container container) {
        if (!container.ports().isEmpty()) {
            services.runtime().publish(container.id(), List.of(), LabNames.REGISTRY_ADDRESS);
        }
    }

    private void save(LiveContainer live) {
        try {
            services.store().save(live.stored());
        } catch (EngineException e) {
            LOG.error("the state of container {} is not saved: {}", live.value().id(), e.getMessage());
        }
    }

    private void fail(LiveContainer live, int exitCode, RuntimeException reason) {
        String error = String.valueOf(reason.getMessage());
        live.setState(
                switch (live.value().state()) {
                    case ContainerState.Exited(ExitStatus last, var startedAt, String _) ->
                        new ContainerState.Exited(new ExitStatus(exitCode, false, last.finishedAt()), startedAt, error);
                    case ContainerState.Restarting(ExitStatus last, var startedAt) ->
                        new ContainerState.Exited(new ExitStatus(exitCode, false, last.finishedAt()), startedAt, error);
                    case ContainerState.Created _,
                            ContainerState.Running _,
                            ContainerState.Paused _,
                            ContainerState.Removing _,
                            ContainerState.Dead _ -> new ContainerState.Created(exitCode, error);
                });
        live.closeDeferred();
        save(live);
        if (live.value().hostConfig().autoRemove()) {
            removal.removeQuietly(live);
        }
    }

    private RuntimeSpec spec(LiveContainer live, String hostname, NetworkSandbox network) {
        Container container = live.value();
        ContainerConfig config = container.config();
        HostConfig host = container.hostConfig();
        ProcessSpec process = new ProcessSpec(
                config.arguments(),
                ContainerDefaults.processEnvironment(config, hostname, networking.linkEnvironment(container)),
                ContainerDefaults.workingDirectory(config),
                config.user(),
                host.groups(),
                config.streams().tty(),
                config.streams().openStdin(),
                host.security().privileged(),
                TerminalSize.UNKNOWN);
        return new RuntimeSpec(
                container.id(),
                process,
                hostname,
                config.domainname(),
                host.readOnlyRoot(),
                host.init(),
                host.security(),
                host.resources(),
                host.sysctls(),
                host.shmSize() == 0 ? HostConfig.DEFAULT_SHM_SIZE : host.shmSize(),
                namespaces.of(host),
                network,
                networking.hosts(container, hostname),
                networking.resolver(container),
                host.devices().stream().filter(Device::isElsewhere).toList(),
                mounts(live),
                host.oomScoreAdj());
    }

    private static List<Mount> mounts(LiveContainer live) {
        Container container = live.value();
        List<Mount> mounts = new ArrayList<>(container.mounts());
        // As dockerd: what --tmpfs asks for lies over what is mounted there otherwise.
        mounts.addAll(TmpfsRules.mounts(container.hostConfig().tmpfs()));
        mounts.addAll(live.hiddenMounts());
        List<Mount> sorted = Mount.sorted(mounts);
        sorted.forEach(MountPlaces::check);
        return sorted;
    }
}
