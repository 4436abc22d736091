package dev.drydock.core.build;

import java.util.List;

/** Why a step had to be done. */
public sealed interface CacheMiss {
    /** The cache was not to be used. */
    record Disabled() implements CacheMiss {}

    /** Nothing was built so on this base before. */
    record New() implements CacheMiss {}

    /** A step before it in its stage, or in a stage that it copies from, had to be done. */
    record EarlierStep() implements CacheMiss {}

    /**
     * The instruction reads otherwise than last time.
     *
     * @param before what it was
     */
    record Instruction(String before) implements CacheMiss {}

    /** A variable or argument that the instruction uses has another value than last time. */
    record Arguments() implements CacheMiss {}

    /**
     * Files that it copies are not what they were last time.
     *
     * @param paths of some of them: changed, new or gone
     */
    record Files(List<String> paths) implements CacheMiss {
        public Files {
            paths = List.copyOf(paths);
        }
    }
}
