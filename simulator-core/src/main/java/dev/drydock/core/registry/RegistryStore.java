package dev.drydock.core.registry;

import java.util.List;

/**
 * Port: which repositories there are and what each has, on stable storage. A repository changes as a whole: after a crash
 * it is as it was before a change or after it, and as after it once the method has returned. Its content is in the blob
 * store.
 */
public interface RegistryStore {
    /** Everything that was saved; what is damaged is set aside and named in the log. */
    List<Repository> load();

    /** Keeps the repository in place of what was kept under its name. */
    void save(Repository repository);

    /** Forgets a repository; an unknown one is ignored. */
    void delete(RepositoryPath path);
}
