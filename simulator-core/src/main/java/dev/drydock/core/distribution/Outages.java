package dev.drydock.core.distribution;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a short time which hosts could not be reached, when it took long to find that out: nobody else has to wait as
 * long for the same. Safe for use by several threads.
 */
final class Outages {
    private static final Duration LONG = Duration.ofSeconds(2);
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Outage> known = new ConcurrentHashMap<>();

    Outages(InstantSource clock) {
        this.clock = clock;
    }

    private record Outage(Instant found, String message) {}

    /** What asks a host. */
    interface Question<T> {
        T ask() throws IOException;
    }

    /**
     * Asks a host unless it is known not to be there.
     *
     * @throws IOException what was found out before, and how long ago, or what happens now
     */
    <T> T unlessKnown(String host, Question<T> question) throws IOException {
        Instant start = clock.instant();
        Outage outage = known.get(host);
        if (outage != null) {
            Duration age = Duration.between(outage.found(), start);
            if (!age.isNegative() && age.compareTo(MEMORY) < 0) {
                throw new IOException(outage.message() + " (found out " + age.toSeconds() + "s ago; " + host
                        + " is asked again in " + MEMORY.minus(age).toSeconds() + "s)");
            }
            known.remove(host, outage);
        }
        try {
            return question.ask();
        } catch (RegistryFailure e) {
            throw e;
        } catch (IOException e) {
            Instant end = clock.instant();
            if (Duration.between(start, end).compareTo(LONG) >= 0) {
                known.put(host, new Outage(end, String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }
}
