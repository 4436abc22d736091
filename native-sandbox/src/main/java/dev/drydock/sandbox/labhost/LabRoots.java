package dev.drydock.sandbox.labhost;

import dev.drydock.core.layer.ChainId;

/**
 * The root file systems that lab hosts can have. A lab host keeps the kind that it began with: what a student has changed
 * lies over it, and would hide the wrong things on another. Safe for use by several threads.
 */
public interface LabRoots {
    /** What a new lab host gets. */
    Kind newest();

    /** The image of a kind; the small one where that kind is not there any more. */
    ChainId image(Kind kind);

    /** As it stands in a lab's record. */
    enum Kind {
        /** Made of busybox at the start of the server. */
        SMALL,
        /** A Debian with the tools that people miss in the small one. */
        COMFORTABLE
    }

    /** A server with the small one alone. */
    static LabRoots small(ChainId image) {
        return new LabRoots() {
            @Override
            public Kind newest() {
                return Kind.SMALL;
            }

            @Override
            public ChainId image(Kind kind) {
                return image;
            }
        };
    }
}
