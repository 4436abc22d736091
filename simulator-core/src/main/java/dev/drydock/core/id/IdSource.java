package dev.drydock.core.id;

/** Makes identifiers that have not been used before. */
public interface IdSource {
    /** Returns 64 lower-case hexadecimal digits, as Docker names containers, networks and execs. */
    String next();
}
