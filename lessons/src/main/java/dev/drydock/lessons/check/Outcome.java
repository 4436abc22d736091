package dev.drydock.lessons.check;

import java.time.Instant;
import java.util.Optional;

/** What an evaluation found. */
public sealed interface Outcome {
    /**
     * It is so.
     *
     * @param since when the last of the facts that it needs came about; empty when the engine keeps no time of it
     */
    record Met(Optional<Instant> since) implements Outcome {}

    /** Something is missing. */
    record NotYet(Reason reason) implements Outcome {}
}
