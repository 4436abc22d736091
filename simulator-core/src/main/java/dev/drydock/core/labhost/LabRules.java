package dev.drydock.core.labhost;

import java.time.Duration;

/**
 * How many lab hosts a server has, and for how long.
 *
 * @param most that run at once
 * @param ofOneStudent how many a student may have, from 1 to {@link LabId#LAST}
 * @param idle after this time without a user those of a student are ended; zero for never
 */
public record LabRules(int most, int ofOneStudent, Duration idle) {
    /** How many a student may have where nobody says otherwise. */
    public static final int OF_ONE_STUDENT = 3;

    public LabRules {
        if (most < 1 || ofOneStudent < 1 || ofOneStudent > LabId.LAST || idle.isNegative()) {
            throw new IllegalArgumentException("a server has at least one lab host, a student from one to " + LabId.LAST
                    + ", and a time is not negative");
        }
    }

    public LabRules(int most, Duration idle) {
        this(most, OF_ONE_STUDENT, idle);
    }
}
