package dev.drydock.web.lab;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException.NotFound;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabSnapshot;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.NoRoom;
import dev.drydock.core.labhost.SnapshotName;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.web.student.Student;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Opens students' lab hosts. Starting one makes native calls that block, which must not happen on the virtual threads
 * that serve requests; it happens on a few platform threads here. A student's first lab host is made when it is opened, the
 * others when the student adds them.
 */
public final class LabDoor implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int KEEPERS = 2;
    private static final int LOCKS = 64;

    private final LabHosts labs;
    private final LabSnapshots snapshots;
    private final ExecutorService threads;
    /** Nobody waits for a snapshot. */
    private final ExecutorService keepers;

    private final ConcurrentMap<LabId, CompletableFuture<LabHost>> starting = new ConcurrentHashMap<>();
    /** Those that somebody waits for. */
    private final ConcurrentMap<LabId, CompletableFuture<LabHost>> awaited = new ConcurrentHashMap<>();
    /** What is done with a student's lab hosts is done one after another; some students share a lock. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    public LabDoor(LabHosts labs) {
        this(labs, LabSnapshots.NONE);
    }

    /** @param snapshots of these lab hosts */
    public LabDoor(LabHosts labs, LabSnapshots snapshots) {
        this.labs = labs;
        this.snapshots = snapshots;
        this.threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name("drydock-lab-", 1).daemon().factory());
        this.keepers = Executors.newFixedThreadPool(
                KEEPERS,
                Thread.ofPlatform().name("drydock-snapshot-", 1).daemon().factory());
    }

    /**
     * The student's lab host of this number, started if it does not run; those who ask at the same time get the same start.
     * {@link NotFound} for one that the student has not added.
     */
    public CompletableFuture<LabHost> open(Student student, int number) {
        return starting.computeIfAbsent(
                student.lab().host(number), lab -> CompletableFuture.supplyAsync(() -> start(lab), threads));
    }

    private LabHost start(LabId lab) {
        try {
            LabHost host = locked(lab, () -> {
                if (lab.number() > 1 && !labs.isMade(lab)) {
                    throw new NotFound("there is no " + lab.name());
                }
                return labs.start(lab);
            });
            tell(host);
            return host;
        } finally {
            starting.remove(lab);
        }
    }

    /** Starts all lab hosts of the student before they are asked for; who asks next learns of a failure. */
    public void prepare(Student student) {
        numbers(student).forEach(number -> {
            var _ = open(student, number);
        });
    }

    /** The numbers of the student's lab hosts; the first is always there. */
    public List<Integer> numbers(Student student) {
        return IntStream.rangeClosed(1, LabId.LAST)
                .filter(number -> number == 1 || labs.isMade(student.lab().host(number)))
                .boxed()
                .toList();
    }

    /** Adds a lab host and returns its number; {@link NoRoom} when the student has as many as one may have. */
    public CompletableFuture<Integer> add(Student student) {
        return CompletableFuture.supplyAsync(() -> locked(student.lab(), () -> addNow(student)), threads);
    }

    private int addNow(Student student) {
        List<Integer> taken = numbers(student);
        int free = IntStream.rangeClosed(1, LabId.LAST)
                .filter(number -> !taken.contains(number))
                .findFirst()
                .orElseThrow(() -> new NoRoom(
                        NoRoom.Reason.HOSTS, "A student may have " + LabId.LAST + " lab hosts, and not one more"));
        // What all have in common stands with the first.
        labs.start(student.lab());
        tell(labs.start(student.lab().host(free)));
        return free;
    }

    private void tell(LabHost host) {
        Optional.ofNullable(awaited.remove(host.id())).ifPresent(waiting -> waiting.complete(host));
    }

    /** The student's lab host of this number as soon as it runs: it is not started for this. */
    public CompletableFuture<LabHost> await(Student student, int number) {
        LabId lab = student.lab().host(number);
        CompletableFuture<LabHost> waiting = awaited.computeIfAbsent(lab, _ -> new CompletableFuture<>());
        // It may have been started before anybody could be told.
        labs.find(lab).ifPresent(this::tell);
        return waiting.copy();
    }

    /** Ends an added lab host with everything that it has; one that is not there is fine. */
    public CompletableFuture<Void> remove(Student student, int number) {
        if (number == 1) {
            throw new IllegalArgumentException("the first lab host stays");
        }
        LabId lab = student.lab().host(number);
        return CompletableFuture.runAsync(
                () -> locked(lab, () -> {
                    labs.remove(lab);
                    return lab;
                }),
                threads);
    }

    /** Keeps what the student's lab hosts have now, as {@link LabSnapshots#take} does. */
    public CompletableFuture<LabSnapshot> keep(Student student, SnapshotName name) {
        return CompletableFuture.supplyAsync(
                () -> locked(student.lab(), () -> snapshots.take(student.lab(), name)), keepers);
    }

    /**
     * Gives the student's lab hosts what they had when this was kept, and starts them.
     *
     * @param obsolete snapshots that are of no use afterwards
     * @param then done before anybody else comes in
     */
    public CompletableFuture<Void> restore(
            Student student, SnapshotName name, List<SnapshotName> obsolete, Runnable then) {
        return inside(student, () -> {
            snapshots.restore(student.lab(), name);
            obsolete.forEach(each -> snapshots.remove(student.lab(), each));
            startAll(student);
            then.run();
        });
    }

    /** Gives the student a new lab host in the place of all that there are. */
    public CompletableFuture<Void> renew(Student student, Runnable then) {
        return inside(student, () -> {
            labs.remove(student.lab());
            startAll(student);
            then.run();
        });
    }

    private CompletableFuture<Void> inside(Student student, Runnable work) {
        return CompletableFuture.runAsync(
                () -> locked(student.lab(), () -> {
                    work.run();
                    return student;
                }),
                threads);
    }

    private void startAll(Student student) {
        numbers(student).forEach(number -> tell(labs.start(student.lab().host(number))));
    }

    private <T> T locked(LabId lab, Supplier<T> work) {
        ReentrantLock lock = locks.get(Math.floorMod(lab.first().hashCode(), LOCKS));
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Empty when it does not run. */
    public Optional<LabHost> find(Student student, int number) {
        return labs.find(student.lab().host(number));
    }

    /** Joins a terminal of the student's lab host of this number. */
    public CompletableFuture<Attachment> openTerminal(
            Student student, int number, TerminalId terminal, TerminalSize size) {
        return open(student, number).thenApplyAsync(lab -> lab.openTerminal(terminal, size), threads);
    }

    @Override
    public void close() {
        keepers.shutdownNow();
        threads.shutdownNow();
    }
}
