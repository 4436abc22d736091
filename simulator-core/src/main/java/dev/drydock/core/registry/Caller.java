package dev.drydock.core.registry;

import dev.drydock.core.distribution.PullThrough;
import java.util.Set;

/**
 * Who asks. Everybody reads everything of the registry; a student changes only what is below their own name, an instructor
 * everything.
 *
 * @param name of a student, the first component of the repositories that are theirs
 */
public record Caller(String name, Role role) {
    /** Official images, and what is kept of Docker Hub, are the server's: nobody who happens to be called so owns them. */
    private static final Set<String> RESERVED = Set.of("library", PullThrough.OWNER);

    public static final Caller SERVER = new Caller("", Role.SERVER);

    public static Caller student(String name) {
        return new Caller(name, Role.STUDENT);
    }

    public static Caller instructor(String name) {
        return new Caller(name, Role.INSTRUCTOR);
    }

    /** Whether the caller may push to, mount into and delete from the repository. */
    public boolean mayChange(RepositoryPath repository) {
        return switch (role) {
            case STUDENT ->
                repository.isBelowOwner() && repository.owner().equals(name) && !RESERVED.contains(repository.owner());
            // What is kept of Docker Hub is what Docker Hub has.
            case INSTRUCTOR -> !repository.owner().equals(PullThrough.OWNER);
            case SERVER -> true;
        };
    }

    void checkMayChange(RepositoryPath repository) {
        if (role == Role.INSTRUCTOR && !mayChange(repository)) {
            throw new RegistryException(
                    RegistryError.DENIED, repository + " is what this server keeps of Docker Hub: choose another name");
        } else if (!mayChange(repository)) {
            throw new RegistryException(
                    RegistryError.DENIED,
                    "you may push to and delete from repositories below " + name + "/ only, such as " + name + "/app: "
                            + repository + " is not one of yours");
        }
    }

    /** Whether what they may keep has an end. */
    boolean isLimited() {
        return role == Role.STUDENT;
    }
}
