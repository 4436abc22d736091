package dev.drydock.core.registry;

import dev.drydock.core.reference.Digest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The repositories as they are now. Those of one owner change one at a time, each change as a whole and first on stable
 * storage; who reads sees the state before or after it.
 */
final class Repositories {
    private final RegistryStore store;
    private final RegistryLimits limits;
    private final BlobUses uses;
    private final Map<RepositoryPath, Repository> repositories = new ConcurrentHashMap<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    Repositories(RegistryStore store, RegistryLimits limits, BlobUses uses) {
        this.store = store;
        this.limits = limits;
        this.uses = uses;
    }

    void load() {
        for (Repository repository : store.load()) {
            Map<Digest, Long> content = repository.content();
            uses.add(content.keySet());
            Account account = account(repository.path());
            account.link(content);
            account.countRepositories(1);
            repositories.put(repository.path(), repository);
        }
    }

    Account account(RepositoryPath path) {
        return accounts.computeIfAbsent(path.owner(), _ -> new Account());
    }

    Optional<Repository> find(RepositoryPath path) {
        return Optional.ofNullable(repositories.get(path));
    }

    /** The repository, or a refusal that says that there is none of this name. */
    Repository get(RepositoryPath path) {
        return find(path)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.NAME_UNKNOWN, "there is no repository " + path + " in this registry"));
    }

    /** By name. */
    List<Repository> list() {
        return repositories.values().stream()
                .sorted(Comparator.comparing(Repository::path))
                .toList();
    }

    /** The blob as some repository has it. */
    Optional<BlobLink> findBlob(Digest digest) {
        return repositories.values().stream()
                .flatMap(repository -> Optional.ofNullable(repository.blobs().get(digest)).stream())
                .findAny();
    }

    /**
     * Changes a repository, which is made when it is new and forgotten when nothing is left in it. What it needs after the
     * change must be in the blob store, and held.
     *
     * @param change of the present state; may refuse
     */
    Repository change(Caller caller, RepositoryPath path, UnaryOperator<Repository> change) {
        Account account = account(path);
        account.lock.lock();
        try {
            Repository before = find(path).orElseGet(() -> Repository.empty(path));
            Repository after = change.apply(before);
            if (!after.equals(before)) {
                Map<Digest, Long> added = difference(after.content(), before.content());
                if (caller.isLimited()) {
                    checkRoom(account, before, after, added);
                }
                replace(account, before, after, added);
            }
            return after;
        } finally {
            account.lock.unlock();
        }
    }

    private void replace(Account account, Repository before, Repository after, Map<Digest, Long> added) {
        // When saving fails the old state may or may not be what a restart finds, so what is new stays counted as used.
        uses.add(added.keySet());
        if (after.isEmpty()) {
            store.delete(after.path());
            repositories.remove(after.path());
        } else {
            store.save(after);
            repositories.put(after.path(), after);
        }
        Set<Digest> removed = new HashSet<>(before.content().keySet());
        removed.removeAll(after.content().keySet());
        account.link(added);
        account.unlink(removed);
        account.countRepositories((before.isEmpty() ? 1 : 0) - (after.isEmpty() ? 1 : 0));
        uses.remove(removed);
    }

    private static Map<Digest, Long> difference(Map<Digest, Long> of, Map<Digest, Long> without) {
        Map<Digest, Long> difference = new HashMap<>(of);
        difference.keySet().removeAll(without.keySet());
        return difference;
    }

    private void checkRoom(Account account, Repository before, Repository after, Map<Digest, Long> added) {
        if (account.bytes() + account.news(added) > limits.bytes() && !added.isEmpty()) {
            throw full(account.bytes());
        }
        if (before.isEmpty() && account.repositories() >= limits.repositories()) {
            throw tooMany("repositories", limits.repositories());
        }
        checkCount(before.tags().size(), after.tags().size(), limits.tags(), "tags in " + after.path());
        checkCount(
                before.manifests().size(),
                after.manifests().size(),
                limits.manifests(),
                "manifests in " + after.path());
        checkCount(before.blobs().size(), after.blobs().size(), limits.blobs(), "blobs in " + after.path());
    }

    private static void checkCount(int before, int after, int limit, String what) {
        if (after > before && after > limit) {
            throw tooMany(what, limit);
        }
    }

    private static RegistryException tooMany(String what, int limit) {
        return new RegistryException(
                RegistryError.DENIED, "you have as many " + what + " as you may, " + limit + ": delete one first");
    }

    RegistryException full(long bytes) {
        return new RegistryException(
                RegistryError.DENIED,
                String.format(
                        Locale.ROOT,
                        "your share of this registry is full: %.1f MB of %.1f MB are used;"
                                + " delete tags and images that you no longer need",
                        megabytes(bytes),
                        megabytes(limits.bytes())));
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}
