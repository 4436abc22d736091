package dev.drydock.core.container;

import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.PublishedPort;
import dev.drydock.core.time.Scheduler.Scheduled;
import dev.drydock.core.volume.Mount;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One container with its lock. Its value may be read at any time; everything else only while the lock is held, by {@link
 * #locked}.
 */
final class LiveContainer {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> afterwards = new ArrayDeque<>();
    private final List<CompletableFuture<ExitStatus>> exitWaiters = new ArrayList<>();
    private final List<CompletableFuture<ExitStatus>> removalWaiters = new ArrayList<>();
    private final List<DeferredAttachment> deferred = new ArrayList<>();
    private final RestartBackoff backoff = new RestartBackoff();
    private volatile Container value;
    private List<Mount> hiddenMounts = List.of();
    private boolean stoppedByUser;
    private boolean pausedByCommit;
    private @Nullable Scheduled pendingRestart;
    private Optional<HealthMonitor> monitor = Optional.empty();

    LiveContainer(StoredContainer stored) {
        this.value = stored.container();
        this.stoppedByUser = stored.stoppedByUser();
        this.pausedByCommit = stored.pausedByCommit();
    }

    Container value() {
        return value;
    }

    /** Does work while no other thread changes this container; what it put off is done after the lock is free. */
    <T> T locked(Supplier<T> work) {
        lock.lock();
        List<Runnable> later = List.of();
        try {
            return work.get();
        } finally {
            if (lock.getHoldCount() == 1 && !afterwards.isEmpty()) {
                later = new ArrayList<>(afterwards);
                afterwards.clear();
            }
            lock.unlock();
            later.forEach(Runnable::run);
        }
    }

    void locked(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    void setState(ContainerState state) {
        pausedByCommit &= state instanceof ContainerState.Paused;
        value = value.withState(state);
    }

    /** Paused, and to go on as soon as an image is made of it. */
    void setPausedByCommit(ContainerState.Paused state) {
        value = value.withState(state);
        pausedByCommit = true;
    }

    boolean isPausedByCommit() {
        return pausedByCommit;
    }

    void setHealth(Health health) {
        value = value.withHealth(health);
    }

    Optional<HealthMonitor> monitor() {
        return monitor;
    }

    void setMonitor(Optional<HealthMonitor> next) {
        monitor = next;
    }

    /** What is mounted in it besides and shown to nobody; known as long as this server runs. */
    List<Mount> hiddenMounts() {
        return hiddenMounts;
    }

    void setHiddenMounts(List<Mount> mounts) {
        hiddenMounts = List.copyOf(mounts);
    }

    void setEndpoints(List<Endpoint> endpoints) {
        value = value.withEndpoints(endpoints);
    }

    void setNetworks(List<EndpointConfig> wanted, List<Endpoint> places) {
        value = value.withNetworks(wanted, places);
    }

    void setPorts(List<PublishedPort> ports) {
        value = value.withPorts(ports);
    }

    void setHostConfig(HostConfig config) {
        value = value.withHostConfig(config);
    }

    void setName(String name) {
        value = value.withName(name);
    }

    void setRestartCount(int count) {
        value = value.withRestartCount(count);
    }

    StoredContainer stored() {
        return new StoredContainer(value, stoppedByUser, pausedByCommit);
    }

    boolean isStoppedByUser() {
        return stoppedByUser;
    }

    void setStoppedByUser(boolean stopped) {
        stoppedByUser = stopped;
    }

    RestartBackoff backoff() {
        return backoff;
    }

    void setPendingRestart(Scheduled restart) {
        pendingRestart = restart;
    }

    /** Takes back a restart that has not begun. */
    void cancelRestart() {
        if (pendingRestart != null) {
            pendingRestart.cancel();
            pendingRestart = null;
        }
    }

    CompletableFuture<ExitStatus> nextExit() {
        CompletableFuture<ExitStatus> future = new CompletableFuture<>();
        exitWaiters.add(future);
        return future;
    }

    CompletableFuture<ExitStatus> removal() {
        CompletableFuture<ExitStatus> future = new CompletableFuture<>();
        removalWaiters.add(future);
        return future;
    }

    void completeExit(ExitStatus status) {
        complete(exitWaiters, status);
    }

    /** A removed container also ends the waiting for an exit that will not come. */
    void completeRemoval(ExitStatus last) {
        complete(exitWaiters, last);
        complete(removalWaiters, last);
        closeDeferred();
    }

    private void complete(List<CompletableFuture<ExitStatus>> waiters, ExitStatus status) {
        List<CompletableFuture<ExitStatus>> waiting = List.copyOf(waiters);
        waiters.clear();
        afterwards.add(() -> waiting.forEach(waiter -> waiter.complete(status)));
    }

    void defer(DeferredAttachment attachment) {
        deferred.add(attachment);
    }

    /** The run that they waited for will not come. */
    void closeDeferred() {
        List<DeferredAttachment> waiting = List.copyOf(deferred);
        deferred.clear();
        afterwards.add(() -> waiting.forEach(DeferredAttachment::close));
    }

    /** Lets those who attached before this start have its output. */
    void attachDeferred(ContainerRuntime runtime, Instant startedAt) {
        List<DeferredAttachment> waiting = List.copyOf(deferred);
        deferred.clear();
        waiting.forEach(attachment -> attachment.connect(runtime, value.id(), startedAt));
    }

    /** How its last run ended; code 0 when it never ran. */
    ExitStatus lastStatus() {
        return switch (value.state()) {
            case ContainerState.Exited(ExitStatus status, Instant _, String _) -> status;
            case ContainerState.Restarting(ExitStatus status, Instant _) -> status;
            case ContainerState.Created(int exitCode, String _) -> new ExitStatus(exitCode, false, Instant.EPOCH);
            case ContainerState.Running _, ContainerState.Paused _, ContainerState.Removing _, ContainerState.Dead _ ->
                new ExitStatus(0, false, Instant.EPOCH);
        };
    }
}
