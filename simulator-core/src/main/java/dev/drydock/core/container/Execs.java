package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.HexId;
import dev.drydock.core.time.Scheduler.Scheduled;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that were added to the containers of an engine. They are known until their container is removed; when there
 * are very many, the oldest that do not run are forgotten.
 */
final class Execs {
    private static final Logger LOG = LoggerFactory.getLogger(Execs.class);
    private static final int REMEMBERED = 4096;
    private static final long REMEMBERED_BYTES = 8L << 20;

    /** dockerd clears away those that have ended between five and ten minutes later. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final Duration START_PATIENCE = Duration.ofSeconds(10);
    private static final String FAILED = "OCI runtime exec failed: exec failed: ";
    private static final String SENTENCE = FAILED + "unable to start container process: ";

    /** What dockerd reports for one that could not be started, unless its program is missing. */
    private static final int NOT_STARTED = 126;

    private static final int MISSING = 127;
    private final ContainerServices services;
    private final ContainerIndex index;
    private final ContainerLinks links;
    private final ContainerEvents events;
    private final Map<ExecId, LiveExec> execs = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
    private final Queue<ExecId> oldest = new ConcurrentLinkedQueue<>();

    Execs(ContainerServices services, ContainerIndex index, ContainerLinks links, ContainerEvents events) {
        this.services = services;
        this.index = index;
        this.links = links;
        this.events = events;
    }

    Exec create(String key, ProcessSpec process, Exec.Client client) {
        Container container = index.find(key).value();
        Lifecycle.check(container, Verb.EXEC, key);
        if (process.arguments().isEmpty()) {
            throw new EngineException.InvalidParameter("No exec command specified");
        }
        ExecId id = new ExecId(services.ids().next());
        Exec exec = new Exec(id, container.id(), process, client, OptionalInt.empty(), Optional.empty());
        execs.put(id, new LiveExec(exec));
        weight.addAndGet(exec.weight());
        oldest.add(id);
        forgetOldest();
        publish(container, "exec_create: " + commandLine(process), id, Map.of());
        return exec;
    }

    /** Those that run are asked about once in a round only, so that this ends when all of them do. */
    private void forgetOldest() {
        for (int left = oldest.size(); left > 0 && isFull(); left--) {
            ExecId id = oldest.poll();
            LiveExec live = id == null ? null : execs.get(id);
            if (live != null && live.value().isRunning()) {
                oldest.add(id);
            } else if (live != null) {
                drop(live);
            }
        }
    }

    private boolean isFull() {
        return execs.size() > REMEMBERED || weight.get() > REMEMBERED_BYTES;
    }

    private void drop(LiveExec live) {
        if (execs.remove(live.value().id(), live)) {
            weight.addAndGet(-live.value().weight());
        }
    }

    /** As Docker writes it into events: the program and a blank, then the arguments. */
    private static String commandLine(ProcessSpec process) {
        List<String> arguments = process.arguments();
        return arguments.getFirst() + " " + String.join(" ", arguments.subList(1, arguments.size()));
    }

    Exec find(String key) {
        return live(key).value();
    }

    private LiveExec live(String key) {
        return Optional.of(key)
                .filter(HexId::isValid)
                .map(ExecId::new)
                .map(execs::get)
                .filter(live -> !isStale(live.value()))
                .orElseThrow(() -> new EngineException.NotFound("No such exec instance: " + key));
    }

    private boolean isStale(Exec exec) {
        return exec.status()
                .filter(status ->
                        status.finishedAt().isBefore(services.clock().instant().minus(KEPT)))
                .isPresent();
    }

    /** Starts it and joins its streams from their first byte. */
    Attachment start(String key, TerminalSize size, boolean stdin) {
        LiveExec live = live(key);
        begin(live, size, true);
        Exec exec = live.value();
        Attachment attachment = services.runtime().attach(exec.id(), new AttachRequest(true, true, stdin, true));
        return new ExecAttachment(attachment, live::awaitEnd, () -> released(live));
    }

    void startDetached(String key) {
        begin(live(key), TerminalSize.UNKNOWN, false);
    }

    private void begin(LiveExec live, TerminalSize size, boolean attached) {
        live.locked(() -> {
            Exec exec = live.value();
            Container container = index.find(exec.container().value()).value();
            Lifecycle.check(container, Verb.EXEC);
            switch (live.stage()) {
                case CREATED -> {}
                case STARTED ->
                    throw new EngineException.Conflict("Error: Exec command " + exec.id() + " is already running");
                case ENDED ->
                    throw new EngineException.Conflict("Error: Exec command " + exec.id() + " has already run");
            }
            publish(container, "exec_start: " + commandLine(exec.process()), exec.id(), Map.of());
            try {
                live.started(run(spec(container, exec, size)));
                live.setAttached(attached);
            } catch (StartFailure e) {
                fail(live, e.exitCode() == MISSING ? MISSING : NOT_STARTED);
                throw new EngineException.InvalidParameter(e.sentence(SENTENCE), e);
            } catch (EngineException e) {
                fail(live, NOT_STARTED);
                throw e;
            }
        });
    }

    private StartedProcess run(ExecSpec spec) {
        if (!spec.process().workingDirectory().startsWith("/")) {
            throw new EngineException.InvalidParameter(FAILED + "Cwd must be an absolute path: unknown");
        }
        return services.runtime().exec(spec);
    }

    private void fail(LiveExec live, int exitCode) {
        live.ended(new ExitStatus(exitCode, false, services.clock().instant()));
        live.tellEnd();
    }

    private ExecSpec spec(Container container, Exec exec, TerminalSize size) {
        HostConfig host = container.hostConfig();
        return new ExecSpec(
                container.id(),
                exec.id(),
                complete(container, exec.process(), size),
                host.security(),
                host.resources().ulimits());
    }

    /** An exec has the environment, user, groups and directory of its container unless it brings its own. */
    private ProcessSpec complete(Container container, ProcessSpec given, TerminalSize size) {
        ContainerConfig config = container.config();
        List<String> environment = ContainerDefaults.execEnvironment(config, given, links.environment(container));
        boolean hasSize = !size.equals(TerminalSize.UNKNOWN);
        return new ProcessSpec(
                given.arguments(),
                environment,
                given.workingDirectory().isEmpty()
                        ? ContainerDefaults.workingDirectory(config)
                        : given.workingDirectory(),
                given.user().isEmpty() ? config.user() : given.user(),
                given.groups().isEmpty() ? container.hostConfig().groups() : given.groups(),
                given.terminal(),
                given.openInput(),
                given.privileged(),
                hasSize ? size : given.size());
    }

    /** Waits for the start, which a client may have asked for at the same time. */
    void resize(String key, TerminalSize size) {
        LiveExec live = live(key);
        CompletableFuture<Boolean> expired = new CompletableFuture<>();
        Scheduled timer = services.scheduler().after(START_PATIENCE, () -> expired.complete(true));
        CompletableFuture.anyOf(live.begun(), expired).join();
        timer.cancel();
        if (!live.begun().isDone()) {
            throw new EngineException.SystemFailure("timeout waiting for exec session ready");
        }
        if (!live.value().isRunning()) {
            throw new EngineException.NotFound("no such exec");
        }
        services.runtime().resize(live.value().id(), size);
    }

    /** Its process has ended; one that nobody knows is a leftover of an earlier server. */
    void exited(ExecId id, ExitStatus status) {
        LiveExec live = execs.get(id);
        if (live == null) {
            services.runtime().delete(id);
            return;
        }
        live.locked(() -> {
            live.ended(status);
            if (!live.isAttached()) {
                services.runtime().delete(id);
            }
        });
        index.byId(live.value().container())
                .ifPresent(container -> publish(
                        container.value(), "exec_die", id, Map.of("exitCode", Integer.toString(status.code()))));
        live.tellEnd();
    }

    /** The client has left; streams that nobody can ask for any more go with the process. */
    private void released(LiveExec live) {
        live.locked(() -> {
            live.setAttached(false);
            if (live.stage() == LiveExec.Stage.ENDED) {
                services.runtime().delete(live.value().id());
            }
        });
    }

    /** Ends its process, if it runs. */
    void kill(ExecId id) {
        try {
            services.runtime().kill(id, Signal.KILL);
        } catch (EngineException e) {
            LOG.warn("exec {} is not killed: {}", id, e.getMessage());
        }
    }

    /** Those of a container that have not ended, in no order. */
    List<ExecId> pending(ContainerId container) {
        return execs.values().stream()
                .filter(live -> live.value().container().equals(container)
                        && live.value().status().isEmpty())
                .map(live -> live.value().id())
                .toList();
    }

    /** Nobody will ask for it any more. */
    void forget(ExecId id) {
        LiveExec live = execs.get(id);
        if (live != null) {
            drop(live);
        }
        oldest.remove(id);
    }

    /** The container has ended: what was not started never will be. */
    void forgetUnstarted(ContainerId container) {
        execs.values().stream()
                .filter(live -> live.value().container().equals(container))
                .filter(live ->
                        live.value().pid().isEmpty() && live.value().status().isEmpty())
                .forEach(this::drop);
    }

    void forget(ContainerId container) {
        execs.values().stream()
                .filter(live -> live.value().container().equals(container))
                .forEach(this::drop);
        oldest.removeIf(id -> !execs.containsKey(id));
    }

    private void publish(Container container, String action, ExecId id, Map<String, String> details) {
        Map<String, String> attributes = new HashMap<>(details);
        attributes.put("execID", id.value());
        events.publish(container, action, attributes);
    }
}
