package dev.drydock.core.build;

/** Told what a build does, by one thread at a time; may wait while nobody reads, and may throw to end the build. */
public interface BuildListener {
    void on(BuildEvent event);
}
