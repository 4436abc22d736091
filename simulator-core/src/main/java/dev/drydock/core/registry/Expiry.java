package dev.drydock.core.registry;

import dev.drydock.core.reference.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Forgets the tags of an owner that have not been put for long, and the oldest when they keep too much. */
final class Expiry {
    private final Repositories repositories;
    private final GarbageCollection garbage;

    Expiry(Repositories repositories, GarbageCollection garbage) {
        this.repositories = repositories;
        this.garbage = garbage;
    }

    /** A tag, and since when it is there. */
    private record Aged(RepositoryPath path, Tag tag, Instant since) {}

    void expire(String owner, Instant youngest, long bytes, Instant now) {
        for (Aged aged : oldestFirst(owner)) {
            boolean isOld = aged.since().isBefore(youngest);
            if (!isOld && repositories.account(aged.path()).bytes() <= bytes) {
                return;
            }
            repositories.change(Caller.SERVER, aged.path(), state -> state.withoutTag(aged.tag()));
            garbage.collect(aged.path(), now);
        }
    }

    private List<Aged> oldestFirst(String owner) {
        return repositories.list().stream()
                .filter(repository -> repository.path().owner().equals(owner))
                .flatMap(repository ->
                        repository.tags().keySet().stream().flatMap(tag -> aged(repository, tag).stream()))
                .sorted(Comparator.comparing(Aged::since))
                .toList();
    }

    private static Optional<Aged> aged(Repository repository, Tag tag) {
        return repository
                .find(new ManifestReference.ByTag(tag))
                .map(manifest -> new Aged(repository.path(), tag, manifest.since()));
    }
}
