package dev.drydock.core.content;

/** Somebody who uses content over a longer time than one operation, such as the labs with their images and containers. */
public interface ContentRoots {
    /**
     * Marks everything that is used at this moment. It is asked after the collection has begun: what comes into use later is
     * held by a {@link ContentLease} until it is marked here.
     *
     * @throws dev.drydock.core.error.EngineException when that cannot be told for sure; then nothing is collected
     */
    void mark(ContentMarks marks);
}
