package dev.drydock.core.registry;

/** What somebody is to the registry. */
public enum Role {
    /** Changes what is below their own name. */
    STUDENT,
    /** Changes everything of their class. */
    INSTRUCTOR,
    /** The server itself: what it offers to everybody. */
    SERVER
}
