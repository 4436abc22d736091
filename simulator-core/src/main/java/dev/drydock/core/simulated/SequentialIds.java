package dev.drydock.core.simulated;

import dev.drydock.core.id.IdSource;
import dev.drydock.core.reference.Digest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Identifiers that look random and are the same in every run. */
public final class SequentialIds implements IdSource {
    private final String seed;
    private final AtomicLong count = new AtomicLong();

    public SequentialIds() {
        this("drydock");
    }

    /** @param seed another one gives other identifiers */
    public SequentialIds(String seed) {
        this.seed = seed;
    }

    @Override
    public String next() {
        String text = seed + " " + count.incrementAndGet();
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
