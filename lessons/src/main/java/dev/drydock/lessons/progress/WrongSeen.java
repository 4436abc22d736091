package dev.drydock.lessons.progress;

import dev.drydock.lessons.course.WrongId;
import java.time.Instant;
import java.util.Optional;

/**
 * A wrong answer that the engine shows.
 *
 * @param since when the last of the facts that it needs came about; empty when the engine keeps no time of it
 */
public record WrongSeen(WrongId wrong, Optional<Instant> since) {}
