package dev.drydock.core.build;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.StreamType;
import dev.drydock.core.distribution.Progress;
import dev.drydock.core.image.ImageId;
import dev.drydock.core.reference.ImageReference;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a build tells as it goes on. Steps come in the order of the Dockerfile, also when stages are built at once. */
public sealed interface BuildEvent {
    /**
     * An instruction begins.
     *
     * @param number from 1
     * @param total of all steps of the build
     * @param line in the Dockerfile, from 1; 0 for one that does not stand there
     * @param text as it is written
     */
    record StepStarted(int number, int total, int line, String text) implements BuildEvent {}

    /** Instructions that the base image brings begin. */
    record Triggers(int count) implements BuildEvent {}

    /** What the step would make is there already. */
    record CacheHit() implements BuildEvent {}

    /** It is not. */
    record CacheMissed(CacheMiss reason) implements BuildEvent {}

    record Running(ContainerId container) implements BuildEvent {}

    record Output(StreamType stream, ByteBuffer bytes) implements BuildEvent {}

    record Removed(ContainerId container) implements BuildEvent {}

    /** A base image comes from a registry. */
    record Pulling(Progress progress) implements BuildEvent {}

    /**
     * A step has come to its end.
     *
     * @param image empty for a stage that has nothing yet
     * @param layerSize bytes of the files in the layer that it added
     */
    record StepDone(Optional<ImageId> image, long layerSize) implements BuildEvent {}

    /** Something to know that is no error, a line without its end. */
    record Warning(String text) implements BuildEvent {}

    record Built(ImageId image) implements BuildEvent {}

    record Tagged(ImageReference name) implements BuildEvent {}
}
