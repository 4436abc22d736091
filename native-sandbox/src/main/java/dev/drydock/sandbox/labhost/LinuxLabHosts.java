package dev.drydock.sandbox.labhost;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.labhost.SnapshotLimits;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lab hosts of this server. */
public final class LinuxLabHosts implements LabHosts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinuxLabHosts.class);

    private final LabStore store;
    private final LabSettings settings;
    private final HostNetwork network;
    private final Map<LabId, Slot> slots = new ConcurrentHashMap<>();

    public LinuxLabHosts(LabSettings settings) {
        this.settings = settings;
        this.store = new LabStore(settings);
        this.network = new HostNetwork(settings.data().resolve("bin"));
    }

    /**
     * Joins the lab hosts that an earlier server left running, and cleans up after those that have ended. Called once,
     * before anything else.
     */
    public void adopt() {
        store.cleanUp();
        for (LabId id : store.labs()) {
            change(id, slot -> adopt(id, slot));
        }
        list().stream().map(host -> host.id().first()).distinct().forEach(this::tryJoin);
        removeOtherCgroups();
    }

    private void removeOtherCgroups() {
        settings.cgroups()
                .removeAllBut(list().stream()
                        .map(host -> LabStore.cgroupName(host.id()))
                        .collect(Collectors.toSet()));
    }

    @SuppressWarnings("IllegalCatch") // one lab that cannot be joined must not keep the server from the others
    private void adopt(LabId id, Slot slot) {
        try {
            store.findRunning(id)
                    .ifPresentOrElse(
                            running -> slot.run = LabRun.join(settings, running.place(), running.pid(), () -> lost(id)),
                            () -> store.sweep(id));
        } catch (RuntimeException e) {
            LOG.error("the lab host {} cannot be taken over and is ended; its files are kept", id, e);
            store.sweep(id);
        }
    }

    @Override
    public LabHost start(LabId id) {
        Slot slot = slot(id);
        slot.lock.lock();
        try {
            LabRun run = slot.run;
            if (run == null) {
                run = store.start(id, () -> lost(id));
                slot.run = run;
                joinNew(id, slot);
            }
            return run.host();
        } finally {
            slot.lock.unlock();
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever failed, the lab host is ended again, and the failure goes on
    private void joinNew(LabId id, Slot slot) {
        try {
            join(id);
        } catch (RuntimeException e) {
            end(id, slot);
            throw e;
        }
    }

    /** Joins the lab hosts of one student, where there are several. */
    private void join(LabId id) {
        List<LabId> all = made(id);
        network.join(
                all.stream()
                        .flatMap(host -> Optional.ofNullable(slots.get(host)).stream())
                        .flatMap(other -> Optional.ofNullable(other.run).stream())
                        .map(LabRun::member)
                        .toList(),
                all);
    }

    @Override
    public Optional<LabHost> find(LabId id) {
        return Optional.ofNullable(slots.get(id)).map(slot -> slot.run).map(LabRun::host);
    }

    @Override
    public boolean isMade(LabId id) {
        return store.isMade(id);
    }

    @Override
    public List<LabHost> list() {
        return slots.values().stream()
                .flatMap(slot -> Optional.ofNullable(slot.run).stream())
                .<LabHost>map(LabRun::host)
                .sorted(Comparator.comparing(host -> host.id().value()))
                .toList();
    }

    @Override
    public void stop(LabId id) {
        change(id, slot -> end(id, slot));
    }

    @Override
    public void suspend(LabId id) {
        change(id, slot -> {
            if (slot.run != null) {
                store.keepRunning(id);
            }
            end(id, slot);
        });
    }

    @Override
    public void remove(LabId id) {
        change(id, slot -> {
            end(id, slot);
            store.delete(id);
        });
        tryJoin(id);
    }

    /** Where nothing waits for it: what is left of a student's lab hosts runs on as it is. */
    private void tryJoin(LabId id) {
        try {
            join(id);
        } catch (EngineException e) {
            LOG.warn("the lab hosts of {} are not joined: {}", id.first(), e.getMessage());
        }
    }

    private void end(LabId id, Slot slot) {
        LabRun run = slot.run;
        slot.run = null;
        if (run != null) {
            run.end();
        }
        store.sweep(id);
    }

    /**
     * Snapshots of these lab hosts.
     *
     * @param room asked before each
     */
    public LabSnapshots snapshots(SnapshotLimits limits, MachineRoom room, InstantSource clock) {
        return new LinuxLabSnapshots(this, store, settings, new LinuxLabSnapshots.Rules(limits, room, clock));
    }

    /** Does work while nobody starts or ends a lab host of this student. */
    <T> T together(LabId student, Supplier<T> work) {
        Deque<ReentrantLock> held = new ArrayDeque<>();
        try {
            for (int number = 1; number <= LabId.LAST; number++) {
                ReentrantLock lock = slot(student.host(number)).lock;
                lock.lock();
                held.push(lock);
            }
            return work.get();
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** The student's lab hosts. */
    List<LabId> made(LabId student) {
        return IntStream.rangeClosed(1, LabId.LAST)
                .mapToObj(student::host)
                .filter(store::isMade)
                .toList();
    }

    Optional<LabRun> run(LabId id) {
        return Optional.ofNullable(slot(id).run);
    }

    /** Called while they are held {@link #together}. */
    void endAll(LabId student) {
        made(student).forEach(id -> end(id, slot(id)));
    }

    /** labd has ended by itself, and with it everything in the lab. */
    private void lost(LabId id) {
        Thread.ofVirtual()
                .name("lost-" + id)
                .start(() -> change(id, slot -> {
                    LabRun run = slot.run;
                    if (run != null && !run.isAlive()) {
                        LOG.warn("the lab host {} has ended unexpectedly; opening it starts it again", id);
                        end(id, slot);
                    }
                }));
    }

    /** Ends all lab hosts and keeps their files: what a server does that is stopped. */
    @Override
    public void close() {
        // Side by side: each waits for its processes to be gone.
        List<Thread> threads = slots.keySet().stream()
                .map(id -> Thread.ofVirtual().name("stop-" + id).start(() -> stop(id)))
                .toList();
        join(threads);
        removeOtherCgroups();
        settings.cgroups().memoryWatch().close();
    }

    /** Lets go of all lab hosts, which run on: what becomes of them when a server is killed. */
    public void leave() {
        slots.keySet()
                .forEach(id -> change(id, slot -> {
                    LabRun run = slot.run;
                    slot.run = null;
                    if (run != null) {
                        run.leave();
                    }
                }));
        settings.cgroups().memoryWatch().close();
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted before every lab host had ended");
        }
    }

    private void change(LabId id, Consumer<Slot> work) {
        Slot slot = slot(id);
        slot.lock.lock();
        try {
            work.accept(slot);
        } finally {
            slot.lock.unlock();
        }
    }

    private Slot slot(LabId id) {
        return slots.computeIfAbsent(id, _ -> new Slot());
    }

    /** The place of one lab; work on it is done by the thread that has its lock. */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable LabRun run;
    }
}
