package dev.drydock.core.container;

import dev.drydock.core.content.ContentLease;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.image.ImageUsers;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.Layer;
import dev.drydock.core.volume.Mount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The containers of one engine and their life cycle. Every method may be called from several threads; each container
 * has one lock. A {@code key} is a name, a full id or an unambiguous prefix of one; an unknown key is
 * {@code NotFound("No such container: key")}.
 */
public final class Containers {
    private final ContainerServices services;
    private final ContainerIndex index = new ContainerIndex();
    private final ContainerEvents events;
    private final ContainerFilters filters;
    private final ContainerLinks links;
    private final ContainerCreation creation;
    private final Execs execs;
    private final ContainerHealth health;
    private final ContainerStop stop;
    private final ContainerRemoval removal;
    private final ContainerNetworking networking;
    private final NetworkConnections connections;
    private final ContainerStart start;
    private final ContainerEnd end;
    private final ContainerUpdate updates;
    private final ContainerFiles files;
    private final ContainerCommit commit;
    private final ContainerPrune prune;

    private Containers(ContainerServices services) {
        this.services = services;
        events = new ContainerEvents(services.events());
        links = new ContainerLinks(index);
        filters = new ContainerFilters(index, links, services.images());
        creation = new ContainerCreation(services, index, links, events);
        execs = new Execs(services, index, links, events);
        health = new ContainerHealth(services, execs, events);
        stop = new ContainerStop(services, health, events);
        removal = new ContainerRemoval(services, index, execs, events);
        networking = new ContainerNetworking(services.networks(), index, links);
        connections = new NetworkConnections(services, index, networking);
        start = new ContainerStart(services, networking, new ContainerNamespaces(index), removal, health);
        end = new ContainerEnd(services, networking, start, removal, health);
        updates = new ContainerUpdate(services);
        files = new ContainerFiles(services, index, events);
        commit = new ContainerCommit(services, events, this::pauseForCommit, this::unpause);
        prune = new ContainerPrune(services, index, key -> remove(key, false));
    }

    /** Loads the containers of a lab and brings them in line with what really runs. */
    public static Containers open(ContainerServices services) {
        Containers containers = new Containers(services);
        ContainerRecovery recovery = new ContainerRecovery(
                services, containers.index, containers.networking, containers.end, containers.health);
        recovery.run();
        services.runtime().onExit(containers.new Ends(recovery));
        return containers;
    }

    /** The containers that were made from an image. */
    public List<ImageUsers.User> using(ImageId image) {
        return index.all().stream()
                .map(LiveContainer::value)
                .filter(container -> container.imageId().equals(image))
                .map(container -> new ImageUsers.User(container.id().value(), container.isRunning()))
                .toList();
    }

    /** Takes back pending restarts and ends the probing of health; the next engine makes them up. */
    public void close() {
        index.all()
                .forEach(live -> live.locked(() -> {
                    live.cancelRestart();
                    health.close(live);
                }));
    }

    /** What the runtime tells. */
    private final class Ends implements ExitListener {
        private final ContainerRecovery recovery;

        Ends(ContainerRecovery recovery) {
            this.recovery = recovery;
        }

        @Override
        public void exited(ProcessId process, ExitStatus status) {
            switch (process) {
                case ExecId id -> execs.exited(id, status);
                case ContainerId id ->
                    index.byId(id)
                            .ifPresentOrElse(
                                    live -> {
                                        end.exited(live, status);
                                        execs.forgetUnstarted(id);
                                    },
                                    () -> recovery.exited(id));
            }
        }

        @Override
        public void outOfMemory(ContainerId id, Instant startedAt, long kills) {
            index.byId(id).ifPresent(live -> end.outOfMemory(live, startedAt, kills));
        }
    }

    public Container create(Optional<String> name, ContainerConfig config, HostConfig hostConfig) {
        return create(name, config, hostConfig, List.of(), List.of());
    }

    /** @param hidden mounted in it besides, shown to nobody and kept only as long as this engine is open */
    public Container create(
            Optional<String> name,
            ContainerConfig config,
            HostConfig hostConfig,
            List<EndpointConfig> networks,
            List<Mount> hidden) {
        return creation.create(name, config, hostConfig, networks, hidden);
    }

    /** Their places on networks. */
    public NetworkConnections connections() {
        return connections;
    }

    /** Starts it; {@code NotModified} when it runs. A program that cannot be run leaves it as it was, with the error. */
    public void start(String key) {
        LiveContainer live = index.find(key);
        live.locked(() -> {
            Lifecycle.check(live.value(), Verb.START);
            live.backoff().reset();
            start.start(live);
        });
    }

    /**
     * Sends the stop signal, then SIGKILL after the timeout, and returns when it has ended; {@code NotModified} when it
     * does not run.
     *
     * @param timeout empty for the container's own or 10 seconds; negative for no limit
     */
    public void stop(String key, Optional<Duration> timeout, Optional<String> signal) {
        stop.stop(index.find(key), timeout, signal);
    }

    /** Stops it if it runs and starts it. */
    public void restart(String key, Optional<Duration> timeout, Optional<String> signal) {
        LiveContainer live = index.find(key);
        Lifecycle.check(live.value(), Verb.RESTART);
        if (live.value().isRunning()) {
            stop.stop(live, timeout, signal);
        }
        live.locked(() -> {
            if (!live.value().isRunning()) {
                live.backoff().reset();
                start.start(live);
            }
            events.publish(live.value(), "restart");
        });
    }

    /** @param signal a name with or without {@code SIG}, or a number; empty for SIGKILL */
    public void kill(String key, String signal) {
        Signal parsed = signal.isEmpty() ? Signal.KILL : Signal.parse(signal);
        try {
            stop.kill(index.find(key), parsed);
        } catch (EngineException.Conflict e) {
            throw new EngineException.Conflict(cannotKill(key, e));
        } catch (EngineException.NotFound e) {
            throw new EngineException.NotFound(cannotKill(key, e));
        }
    }

    private static String cannotKill(String key, EngineException reason) {
        return "cannot kill container: " + key + ": " + reason.getMessage();
    }

    /** Freezes it. */
    public void pause(String key) {
        pause(key, LiveContainer::setState);
    }

    /** The same, until an image is made of it: another server would let it go on. */
    private void pauseForCommit(String key) {
        pause(key, LiveContainer::setPausedByCommit);
    }

    private void pause(String key, BiConsumer<LiveContainer, ContainerState.Paused> note) {
        LiveContainer live = index.find(key);
        live.locked(() -> {
            Lifecycle.check(live.value(), Verb.PAUSE);
            if (live.value().state() instanceof ContainerState.Running(int pid, var startedAt, long kills)) {
                services.runtime().pause(live.value().id());
                health.suspend(live);
                note.accept(live, new ContainerState.Paused(pid, startedAt, kills));
                savePaused(live);
                events.publish(live.value(), "pause");
            }
        });
    }

    /** One that the next server would not know to be paused is not. */
    private void savePaused(LiveContainer live) {
        try {
            services.store().save(live.stored());
        } catch (EngineException e) {
            if (live.value().state() instanceof ContainerState.Paused(int pid, var startedAt, long kills)) {
                services.runtime().resume(live.value().id());
                live.setState(new ContainerState.Running(pid, startedAt, kills));
                health.resume(live);
            }
            throw e;
        }
    }

    /** Lets a frozen one go on. */
    public void unpause(String key) {
        LiveContainer live = index.find(key);
        live.locked(() -> {
            checkUnpause(live.value());
            if (live.value().state() instanceof ContainerState.Paused(int pid, var startedAt, long kills)) {
                services.runtime().resume(live.value().id());
                live.setState(new ContainerState.Running(pid, startedAt, kills));
                services.store().save(live.stored());
                events.publish(live.value(), "unpause");
                health.resume(live);
            }
        });
    }

    /** dockerd has no kind for this refusal, so that clients expect an internal error. */
    private static void checkUnpause(Container container) {
        try {
            Lifecycle.check(container, Verb.UNPAUSE);
        } catch (EngineException.Conflict e) {
            throw new EngineException.SystemFailure(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Changes limits, also while it runs, and how it is restarted.
     *
     * @param change values at their default leave what is
     */
    public void update(String key, Resources change, Optional<RestartPolicy> policy) {
        LiveContainer live = index.find(key);
        live.locked(() -> {
            updates.update(live, change, policy);
            events.publish(live.value(), "update");
        });
    }

    /** What was asked for and the machine cannot hold, for the user to read. */
    public List<String> warnings(HostConfig hostConfig) {
        return ResourceWarnings.of(hostConfig.resources(), services.runtime().support());
    }

    /** Which limits the machine can hold. */
    public ResourceSupport support() {
        return services.runtime().support();
    }

    /** What a running container has used. */
    public ContainerStats stats(String key) {
        return services.runtime().stats(running(key).id());
    }

    /** The processes of a running container. */
    public List<ContainerProcess> processes(String key) {
        Container container = running(key);
        List<ContainerProcess> processes = services.runtime().processes(container.id());
        events.publish(container, "top");
        return processes;
    }

    private Container running(String key) {
        Container container = index.find(key).value();
        if (!container.isRunning()) {
            throw new EngineException.Conflict("container " + container.id() + " is not running");
        }
        return container;
    }

    public void rename(String key, String name) {
        LiveContainer live = index.find(key);
        if (name.isEmpty()) {
            throw new EngineException.InvalidParameter("Neither old nor new names may be empty");
        }
        live.locked(() -> {
            String old = live.value().name();
            if (old.equals(ContainerNames.withoutSlash(name))) {
                throw new EngineException.InvalidParameter(
                        "Renaming a container with the same name as its current name");
            }
            String other = index.names().reserveOther(name, live.value().id());
            live.setName(other);
            try {
                services.store().save(live.stored());
            } catch (EngineException e) {
                live.setName(old);
                index.names().release(other, live.value().id());
                throw e;
            }
            index.names().release(old, live.value().id());
            events.publish(live.value(), "rename", Map.of("oldName", "/" + old));
        });
    }

    /** @param force end it first if it runs */
    public void remove(String key, boolean force) {
        remove(key, force, false);
    }

    /**
     * @param force end it first if it runs
     * @param evenVolumes also its anonymous volumes that no other container has
     */
    public void remove(String key, boolean force, boolean evenVolumes) {
        LiveContainer live = index.find(key);
        Verb verb = force ? Verb.FORCE_REMOVE : Verb.REMOVE;
        Lifecycle.check(live.value(), verb);
        if (force && Lifecycle.outcome(live.value().state().phase(), Verb.KILL) instanceof Lifecycle.Outcome.Becomes) {
            stop.killAndWait(live);
        }
        live.locked(() -> {
            // It may have removed itself meanwhile.
            if (index.byId(live.value().id()).isPresent()) {
                Lifecycle.check(live.value(), verb);
                removal.remove(live, evenVolumes);
            }
        });
    }

    /**
     * Removes those that do not run.
     *
     * @param terms {@code label}, {@code label!} and {@code until}
     */
    public PrunedContainers prune(Map<String, List<String>> terms) {
        return prune.prune(terms);
    }

    /** Makes an image of what a container has become. */
    public ImageId commit(String key, CommitRequest request) {
        return commit.commit(index.find(key), request);
    }

    /**
     * Makes a layer of what a container has changed, without an image; empty when it changed nothing.
     *
     * @param finish what is done to the layer's tar
     */
    public Optional<Layer> layer(String key, ContentLease lease, LayerFilter finish) throws IOException {
        Container container = index.find(key).value();
        Image image = services.images().find(container.imageId().toString());
        return WorkingTree.layer(services, lease, new WorkingTree.Changed(container.id(), image.chain()), finish);
    }

    /**
     * Opens the file system of an image for changes.
     *
     * @param layers of the image, which the caller holds
     */
    public WorkingTree workingTree(Optional<ChainId> layers) {
        return WorkingTree.open(services, layers);
    }

    /** What they have in their file systems. */
    public ContainerFiles files() {
        return files;
    }

    /** {@code docker rm --link}. */
    public void removeLink(String key) {
        LiveContainer owner = links.unlink(key);
        owner.locked(() -> services.store().save(owner.stored()));
    }

    /** The links of a container as the API shows them: {@code /db:/web/store}. */
    public List<String> links(Container container) {
        return links.shown(container);
    }

    /** The names that others have for containers, such as {@code web/store}, by the id of whom they mean. */
    public Map<ContainerId, List<String>> aliases() {
        return links.aliases();
    }

    public Container find(String key) {
        return index.find(key).value();
    }

    /** Newest first. */
    public List<Container> list(ContainerFilter filter) {
        return filters.list(filter);
    }

    /** Completes when the condition is met; with the last exit status. */
    public CompletableFuture<ExitStatus> await(String key, WaitCondition condition) {
        LiveContainer live = index.find(key);
        return live.locked(() -> {
            if (index.byId(live.value().id()).isEmpty()) {
                // It went between the look-up and now, and nobody will complete a wait any more.
                throw new EngineException.NotFound("No such container: " + key);
            }
            return await(live, condition);
        });
    }

    private static CompletableFuture<ExitStatus> await(LiveContainer live, WaitCondition condition) {
        return switch (condition) {
            case NOT_RUNNING ->
                live.value().isRunning() || live.value().state() instanceof ContainerState.Restarting
                        ? live.nextExit()
                        : CompletableFuture.completedFuture(live.lastStatus());
            case NEXT_EXIT -> live.nextExit();
            case REMOVED -> live.removal();
        };
    }

    /** Joins PID 1's streams; possible before the start. */
    public Attachment attach(String key, AttachRequest request) {
        LiveContainer live = index.find(key);
        Attachment attachment = live.locked(() -> {
            Container container = live.value();
            Lifecycle.check(container, Verb.ATTACH);
            if (request.follow() && !request.fromStart() && container.state() instanceof ContainerState.Exited) {
                DeferredAttachment deferred = new DeferredAttachment(request);
                live.defer(deferred);
                return deferred;
            }
            return services.runtime().attach(container.id(), request);
        });
        events.publish(live.value(), "attach");
        return attachment;
    }

    /** Reads what PID 1 wrote, for {@code docker logs}: no attachment in Docker's terms, and possible in any state. */
    public Attachment logs(String key, AttachRequest request) {
        Container container = index.find(key).value();
        if (!container.hostConfig().log().isReadable()) {
            throw new EngineException.NotImplemented("configured logging driver does not support reading");
        }
        return services.runtime().attach(container.id(), request);
    }

    public void resize(String key, TerminalSize size) {
        Container container = running(key);
        services.runtime().resize(container.id(), size);
        Map<String, String> details =
                Map.of("height", Integer.toString(size.rows()), "width", Integer.toString(size.columns()));
        events.publish(container, "resize", details);
    }

    public Exec createExec(String key, ProcessSpec process) {
        return createExec(key, process, Exec.Client.ALL);
    }

    public Exec createExec(String key, ProcessSpec process, Exec.Client client) {
        return execs.create(key, process, client);
    }

    /** The execs of a container that have not ended. */
    public List<ExecId> execs(Container container) {
        return execs.pending(container.id());
    }

    /** Starts the exec and joins its streams from their first byte. */
    public Attachment startExec(String execId, TerminalSize size, boolean stdin) {
        return execs.start(execId, size, stdin);
    }

    /** Starts the exec without a client. */
    public void startExecDetached(String execId) {
        execs.startDetached(execId);
    }

    public Exec findExec(String execId) {
        return execs.find(execId);
    }

    public void resizeExec(String execId, TerminalSize size) {
        execs.resize(execId, size);
    }
}
