package dev.drydock.web.lab;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.web.student.Student;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Opens students' lab hosts. Starting one makes native calls that block, which must not happen on the virtual threads
 * that serve requests; it happens on a few platform threads here.
 */
public final class LabDoor implements AutoCloseable {
    private static final int THREADS = 8;

    private final LabHosts labs;
    private final ExecutorService threads;
    private final ConcurrentMap<LabId, CompletableFuture<LabHost>> starting = new ConcurrentHashMap<>();

    public LabDoor(LabHosts labs) {
        this.labs = labs;
        this.threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name("drydock-lab-", 1).daemon().factory());
    }

    /** The student's lab host, started if it does not run; those who ask at the same time get the same start. */
    public CompletableFuture<LabHost> open(Student student) {
        return starting.computeIfAbsent(student.lab(), lab -> CompletableFuture.supplyAsync(() -> start(lab), threads));
    }

    private LabHost start(LabId lab) {
        try {
            return labs.start(lab);
        } finally {
            starting.remove(lab);
        }
    }

    /** Starts the lab host before it is asked for; who asks next learns of a failure. */
    public void prepare(Student student) {
        var _ = open(student);
    }

    /** Empty when it does not run. */
    public Optional<LabHost> find(Student student) {
        return labs.find(student.lab());
    }

    /** Joins a terminal of the student's lab host. */
    public CompletableFuture<Attachment> openTerminal(Student student, TerminalId terminal, TerminalSize size) {
        return open(student).thenApplyAsync(lab -> lab.openTerminal(terminal, size), threads);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
