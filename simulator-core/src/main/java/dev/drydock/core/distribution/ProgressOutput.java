package dev.drydock.core.distribution;

/** Takes progress as it happens, from several threads; may wait while nobody reads. */
public interface ProgressOutput {
    void write(Progress progress);
}
