package dev.drydock.web.look;

import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.registry.Registry;
import dev.drydock.lessons.check.LabSight;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sight;
import dev.drydock.lessons.check.Sights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the lab hosts of students: a few threads for all of them, and one look at a time for each, however many pages
 * of a student ask. Looks block, which must not happen on virtual threads.
 */
public final class LabLooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabLooks.class);
    private static final int THREADS = 16;

    private final Function<LabHost, LabSight> eyes;
    private final ExecutorService threads;
    private final ConcurrentMap<LabId, CompletableFuture<Sights>> latest = new ConcurrentHashMap<>();

    /** @param registry that students push to; empty where there is none */
    public LabLooks(Optional<Registry> registry) {
        this(lab -> new EngineSight(lab, registry));
    }

    LabLooks(Function<LabHost, LabSight> eyes) {
        this.eyes = eyes;
        this.threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().name("drydock-look-", 1).daemon().factory());
    }

    /** Begins when the look before it at the same lab host has ended. */
    public CompletableFuture<Sights> look(LabHost lab, Set<Look> looks) {
        if (looks.isEmpty()) {
            return CompletableFuture.completedFuture(Sights.NONE);
        }
        CompletableFuture<Sights> next = latest.compute(
                lab.id(),
                (_, before) -> (before == null ? CompletableFuture.<Sights>completedFuture(Sights.NONE) : before)
                        .handleAsync((_, _) -> lookAt(lab, looks), threads));
        var _ = next.whenComplete((_, _) -> latest.remove(lab.id(), next));
        return next;
    }

    private Sights lookAt(LabHost lab, Set<Look> looks) {
        LabSight sight = eyes.apply(lab);
        Map<Look, Sight> sights = new HashMap<>();
        looks.forEach(look -> sights.put(look, lookAt(sight, look)));
        return new Sights(sights);
    }

    @SuppressWarnings("IllegalCatch") // the top of this thread's work: a lab host may end while somebody looks at it
    private static Sight lookAt(LabSight sight, Look look) {
        try {
            return sight.look(look);
        } catch (RuntimeException e) {
            LOG.debug("a look was in vain: {}", look, e);
            return new Sight.Failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
