package dev.drydock.core.build;

import dev.drydock.core.image.ImageId;
import java.util.Optional;

/**
 * One step of a build.
 *
 * @param number from 1
 * @param line in the Dockerfile, 0 for one that does not stand there
 * @param text as it is written
 * @param isCached whether it was there already
 * @param miss why it was not; empty for a step that the cache is not asked about
 * @param isDone whether it has come to its end
 * @param image what it resulted in
 * @param layerSize bytes of the files in the layer that it added, 0 without one
 */
public record BuildStep(
        int number,
        int line,
        String text,
        boolean isCached,
        Optional<CacheMiss> miss,
        boolean isDone,
        Optional<ImageId> image,
        long layerSize) {
    BuildStep(BuildEvent.StepStarted started) {
        this(started.number(), started.line(), started.text(), false, Optional.empty(), false, Optional.empty(), 0);
    }

    BuildStep cached() {
        return new BuildStep(number, line, text, true, miss, isDone, image, layerSize);
    }

    BuildStep missed(CacheMiss reason) {
        return new BuildStep(number, line, text, false, Optional.of(reason), isDone, image, layerSize);
    }

    BuildStep done(Optional<ImageId> made, long size) {
        return new BuildStep(number, line, text, isCached, miss, true, made, size);
    }
}
