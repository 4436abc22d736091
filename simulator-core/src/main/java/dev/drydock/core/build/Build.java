package dev.drydock.core.build;

import dev.drydock.core.image.ImageId;
import dev.drydock.core.reference.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A build as it is at one moment: its steps are the ladder that pictures show.
 *
 * @param id 64 hexadecimal digits
 * @param error why it failed, empty as long as it has not
 */
public record Build(
        String id,
        Instant startedAt,
        List<ImageReference> tags,
        List<BuildStep> steps,
        Status status,
        Optional<ImageId> image,
        String error) {
    public Build {
        tags = List.copyOf(tags);
        steps = List.copyOf(steps);
    }

    public enum Status {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }
}
