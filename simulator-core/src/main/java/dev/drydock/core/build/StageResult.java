package dev.drydock.core.build;

import dev.drydock.core.image.Image;
import dev.drydock.core.oci.ImageConfig.RunConfig;
import java.util.Optional;

/**
 * What a stage has come to.
 *
 * @param image empty as long as a stage from {@code scratch} has nothing
 * @param config defaults for containers
 * @param author as {@code MAINTAINER} says, empty without it
 * @param hasOwnCommand whether the stage has set a command
 * @param isRebuilt whether a step of it had to be done
 */
record StageResult(Optional<Image> image, RunConfig config, String author, boolean hasOwnCommand, boolean isRebuilt) {
    StageResult withImage(Image next) {
        return new StageResult(Optional.of(next), config, author, hasOwnCommand, isRebuilt);
    }

    StageResult withConfig(RunConfig next) {
        return new StageResult(image, next, author, hasOwnCommand, isRebuilt);
    }

    StageResult rebuilt() {
        return new StageResult(image, config, author, hasOwnCommand, true);
    }
}
