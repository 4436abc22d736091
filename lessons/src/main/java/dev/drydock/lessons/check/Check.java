package dev.drydock.lessons.check;

import dev.drydock.core.build.Build;
import dev.drydock.core.container.FileType;
import dev.drydock.core.container.Health;
import dev.drydock.core.container.Phase;
import dev.drydock.core.event.EventType;
import dev.drydock.core.reference.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * What a step asks of the engine. Effects are asked for, never keystrokes. Conditions are of two kinds: a <em>level</em>
 * holds now, whenever it came about; an <em>edge</em> came about after the step began. Events and builds are always edges; what is created
 * or started in the step is an edge, everything else is a level.
 */
public sealed interface Check {
    /** All of them are met. Its reason is that of the first one which is not. */
    record All(List<Check> checks) implements Check {
        public All {
            checks = List.copyOf(checks);
        }
    }

    /** At least one of them is met. Its reason is that of the first, which therefore is the usual way. */
    record Any(List<Check> checks) implements Check {
        public Any {
            checks = atLeastOne(checks);
        }
    }

    /** It is not met. */
    record Not(Fact fact) implements Check {}

    /**
     * It is met on another lab host of the student.
     *
     * @param host its number
     */
    record OnHost(int host, Check check) implements Check {}

    /** A check of one kind of object. */
    sealed interface Fact extends Check {}

    /**
     * Containers that fulfil every condition given.
     *
     * @param image what they were made from, under whatever name
     * @param arguments entry point and command, joined with spaces
     * @param health what the probes of its health check have found
     * @param exitCode of the last run, or of a start that failed
     * @param count how many there are to be
     * @param traits how they were made and what became of them
     * @param mounts what is mounted in them
     */
    record OfContainer(
            Optional<TextPattern> name,
            Optional<ImageReference> image,
            Optional<Phase> state,
            Optional<Health.Status> health,
            Optional<NumberTest> exitCode,
            Optional<TextPattern> arguments,
            boolean createdInStep,
            boolean startedInStep,
            NumberTest count,
            List<Trait> traits,
            List<MountWish> mounts)
            implements Fact {
        public OfContainer {
            traits = List.copyOf(traits);
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * An image that this lab has.
     *
     * @param layers how many it has
     * @param id its full id, such as {@code sha256:4f53*}
     * @param createdInStep it was made after the step began, not only given a name, pulled or found in the cache
     */
    record OfImage(
            ImageReference reference,
            Optional<NumberTest> layers,
            Optional<TextPattern> id,
            boolean createdInStep,
            List<Trait> traits)
            implements Fact {
        public OfImage {
            traits = List.copyOf(traits);
        }
    }

    /**
     * A layer of an image that fulfils every condition given.
     *
     * @param number its place in the image, the lowest being 1
     * @param added path of a file that it brings, or of a directory that is new with it
     * @param hidden path of something in it that later layers replace or delete
     * @param createdBy the instruction that made it, as the image's history tells
     * @param sharedWith another image of the lab that has it, too
     */
    record OfLayer(
            ImageReference image,
            Optional<NumberTest> number,
            Optional<TextPattern> added,
            Optional<TextPattern> modified,
            Optional<TextPattern> deleted,
            Optional<TextPattern> hidden,
            Optional<TextPattern> createdBy,
            Optional<NumberTest> size,
            Optional<ImageReference> sharedWith)
            implements Fact {}

    /**
     * Networks; without a name those that users made.
     *
     * @param containers each is on it, running or not
     */
    record OfNetwork(
            Optional<TextPattern> name,
            List<TextPattern> containers,
            boolean createdInStep,
            List<Trait> traits,
            NumberTest count)
            implements Fact {
        public OfNetwork {
            containers = List.copyOf(containers);
            traits = List.copyOf(traits);
        }
    }

    /**
     * Answers to questions for names, as containers get them on networks that users made. A level: nobody keeps since when
     * somebody is called so.
     *
     * @param network where it is asked
     * @param container to which the answer leads, of the same lab host
     * @param count how many answers there are to be: one for each container that has the name
     */
    record OfName(
            Optional<TextPattern> name,
            Optional<TextPattern> network,
            Optional<TextPattern> container,
            NumberTest count)
            implements Fact {}

    /**
     * Volumes.
     *
     * @param usedBy each is a container that has it, running or not
     */
    record OfVolume(
            Optional<TextPattern> name,
            List<TextPattern> usedBy,
            boolean createdInStep,
            List<Trait> traits,
            NumberTest count)
            implements Fact {
        public OfVolume {
            usedBy = List.copyOf(usedBy);
            traits = List.copyOf(traits);
        }
    }

    /**
     * Events since the step began.
     *
     * @param action Docker's word, without what follows a colon ({@code exec_create})
     * @param actor the object's name or id
     * @param image of a container's event: what the container was made from
     * @param exitCode of a {@code die} event
     */
    record OfEvent(
            EventType type,
            String action,
            Optional<TextPattern> actor,
            Optional<ImageReference> image,
            Optional<NumberTest> exitCode,
            NumberTest count)
            implements Fact {}

    /**
     * Builds that began in the step.
     *
     * @param tag a name that the build was to give its image
     * @param steps how many it had
     * @param cached how many of them the cache had
     */
    record OfBuild(
            Optional<ImageReference> tag, Build.Status status, Optional<NumberTest> steps, Optional<NumberTest> cached)
            implements Fact {}

    /** What only a look into the lab host can tell. A level each: nobody keeps when it came to be so. */
    sealed interface OfInside extends Fact {
        /** The look that it needs. */
        Look look();
    }

    /**
     * A file, of the lab host or of a container, whether that runs or not.
     *
     * @param isAbsent there is nothing at the path, in a container that is there
     * @param text its whole content, without line breaks at its end
     * @param mode permissions
     * @param owner user, or user and group with a colon between them, as numbers
     */
    record OfFile(
            Look.AtFile look,
            boolean isAbsent,
            Optional<FileType> type,
            Optional<TextPattern> text,
            Optional<Integer> mode,
            Optional<TextPattern> owner,
            Optional<NumberTest> size)
            implements OfInside {}

    /**
     * Processes, of a container that runs or of the lab host.
     *
     * @param arguments joined with spaces
     * @param isFirst whether it is the container's PID 1
     */
    record OfProcess(
            Look.AtProcesses look,
            Optional<TextPattern> arguments,
            Optional<Boolean> isFirst,
            Optional<NumberTest> user,
            NumberTest count)
            implements OfInside {}

    /** The end of a command that the lab host's shell runs. */
    record OfCommand(Look.AtCommand look, NumberTest exitCode, Optional<TextPattern> output) implements OfInside {}

    /** Somebody takes connections and, with HTTP, answers. */
    record OfAnswer(Look.AtPort look, NumberTest status, Optional<TextPattern> body) implements OfInside {}

    /**
     * A tag in the class registry.
     *
     * @param isPushedInStep it was pushed after the step began
     */
    record OfRegistry(Look.AtRepository look, Optional<TextPattern> tag, boolean isPushedInStep) implements OfInside {}

    private static List<Check> atLeastOne(List<Check> checks) {
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("an empty list of checks");
        }
        return List.copyOf(checks);
    }
}
