package dev.drydock.sandbox.cgroup;

import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.EventQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when the kernel kills a process because memory was used up: one thread for all containers of a server. */
public final class MemoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    private final Map<Long, Watched> all = new ConcurrentHashMap<>();
    private final AtomicLong lastKey = new AtomicLong(EventQueue.WOKEN);
    private @Nullable EventQueue queue;
    private volatile boolean closed;

    /**
     * Watches until it is closed or the cgroup is gone.
     *
     * @param listener told how many were killed so far each time there are more, on a thread that may block; also of
     *     those that were killed before
     */
    public Watch watch(ContainerCgroup group, LongConsumer listener) {
        return group.memory().<Watch>map(memory -> watch(memory, listener)).orElse(() -> {});
    }

    private Watch watch(ControlDirectory memory, LongConsumer listener) {
        try {
            Watched watched = new Watched(memory, memory.openMemoryEvents(), listener);
            if (!register(watched)) {
                watched.close();
            }
            watched.look();
            return watched;
        } catch (IOException | SyscallException e) {
            if (Files.exists(memory.path())) {
                LOG.warn("memory that is used up in {} is told only at the end: {}", memory.path(), e.getMessage());
            }
            return () -> {};
        }
    }

    private synchronized boolean register(Watched watched) {
        if (closed) {
            return false;
        }
        if (queue == null) {
            EventQueue made = new EventQueue();
            queue = made;
            Thread.ofPlatform().daemon().name("memory-watch").start(() -> run(made));
        }
        all.put(watched.key, watched);
        queue.add(watched.events, watched.key);
        return true;
    }

    private void run(EventQueue events) {
        List<Watched> suspects = new ArrayList<>();
        while (!closed) {
            long now = System.nanoTime();
            long next = suspects.stream()
                    .mapToLong(suspect -> suspect.suspicion.untilNextLook(now))
                    .min()
                    .orElse(-1);
            for (long key : events.await((int) next)) {
                Watched watched = all.get(key);
                if (watched != null) {
                    watched.suspicion.rouse(System.nanoTime());
                    if (!suspects.contains(watched)) {
                        suspects.add(watched);
                    }
                }
            }
            suspects.removeIf(suspect -> !suspect.isSuspicious(System.nanoTime()));
        }
        events.close();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List.copyOf(all.values()).forEach(Watched::close);
            if (queue != null) {
                queue.wake();
            }
        }
    }

    /** Closing it ends the watching; twice is harmless. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** One container's cgroup. */
    private final class Watched implements Watch {
        private final long key = lastKey.incrementAndGet();
        private final Suspicion suspicion = new Suspicion();
        private final ControlDirectory memory;
        private final Descriptor events;
        private final LongConsumer listener;
        private long told;

        Watched(ControlDirectory memory, Descriptor events, LongConsumer listener) {
            this.memory = memory;
            this.events = events;
            this.listener = listener;
        }

        /** Looks if it is time to; answers whether it has to look again. */
        boolean isSuspicious(long now) {
            if (suspicion.isDue(now)) {
                look();
            }
            return all.containsKey(key) && suspicion.isAwake(now);
        }

        synchronized void look() {
            try {
                long kills = memory.oomKills();
                if (kills > told) {
                    told = kills;
                    Thread.ofVirtual().name("out-of-memory").start(() -> listener.accept(kills));
                }
                if (Files.notExists(memory.path())) {
                    close();
                }
            } catch (SystemFailure e) {
                LOG.warn("{}", e.getMessage());
            }
        }

        @Override
        public void close() {
            all.remove(key);
            events.close();
        }
    }
}
