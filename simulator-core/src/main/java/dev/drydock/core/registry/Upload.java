package dev.drydock.core.registry;

/** A blob that is being pushed to a repository. */
public record Upload(UploadId id, RepositoryPath repository) {}
