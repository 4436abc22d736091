package dev.drydock.core.content;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects unused content a little after somebody said that there may be some, and now and then anyway. */
public final class ContentCollector {
    private static final Logger LOG = LoggerFactory.getLogger(ContentCollector.class);
    /** So that many removals in a row are one collection. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final SharedContent content;
    private final Scheduler scheduler;
    private final AtomicBoolean isAsked = new AtomicBoolean();

    public ContentCollector(SharedContent content, Scheduler scheduler) {
        this.content = content;
        this.scheduler = scheduler;
    }

    /** From now on; the first time soon, for what a killed server left. */
    public void start() {
        request();
        scheduler.after(PERIOD, this::start);
    }

    /** Some content may be unused. */
    public void request() {
        if (isAsked.compareAndSet(false, true)) {
            scheduler.after(SOON, this::collect);
        }
    }

    private void collect() {
        isAsked.set(false);
        try {
            Collected collected = content.collect();
            if (!collected.layers().isEmpty() || !collected.blobs().isEmpty()) {
                LOG.info(
                        "removed {} unused layers and {} unused blobs",
                        collected.layers().size(),
                        collected.blobs().size());
            }
        } catch (EngineException e) {
            LOG.error("unused layers and blobs are not removed: {}", e.getMessage());
        }
    }
}
