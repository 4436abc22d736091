package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Who has which name. A name belongs to one container from before it exists until it is removed. */
final class ContainerNames {
    private static final Pattern FORM = Pattern.compile("/?[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final int LENGTH = 1024;

    /** Each container costs the server and the machine something even when it does not run. */
    private static final int CONTAINERS = 200;

    private static final int ATTEMPTS = 6;
    private final Map<String, ContainerId> owners = new ConcurrentHashMap<>();

    Optional<ContainerId> owner(String name) {
        return Optional.ofNullable(owners.get(name));
    }

    /**
     * Takes the name for a new container, or one of our own invention, and returns it without a leading slash. A conflict
     * when the engine has as many containers as it may have.
     */
    synchronized String reserve(Optional<String> wanted, ContainerId id) {
        if (owners.size() >= CONTAINERS) {
            throw new EngineException.Conflict("this lab host has " + CONTAINERS
                    + " containers, and may not have more: remove some (docker container prune)");
        }
        if (wanted.isPresent()) {
            return reserve(wanted.get(), id);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String name = GeneratedNames.name(id, attempt);
            if (owners.putIfAbsent(name, id) == null) {
                return name;
            }
        }
        return reserve(id.abbreviated(), id);
    }

    String reserve(String wanted, ContainerId id) {
        if (!FORM.matcher(wanted).matches()) {
            throw new EngineException.InvalidParameter(
                    "Invalid container name (" + wanted + "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }
        if (wanted.length() > LENGTH) {
            throw new EngineException.InvalidParameter(
                    "Invalid container name: it has " + wanted.length() + " characters and may have " + LENGTH);
        }
        String name = withoutSlash(wanted);
        ContainerId owner = owners.putIfAbsent(name, id);
        if (owner != null) {
            throw new EngineException.Conflict("Conflict. The container name \"/" + name
                    + "\" is already in use by container \"" + owner
                    + "\". You have to remove (or rename) that container to be able to reuse that name.");
        }
        return name;
    }

    /** For a container that has a name already: Docker says so in its refusals. */
    String reserveOther(String wanted, ContainerId id) {
        String failure = "Error when allocating new name: ";
        try {
            return reserve(wanted.startsWith("/") ? wanted : "/" + wanted, id);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(failure + e.getMessage(), e);
        } catch (EngineException.Conflict e) {
            throw new EngineException.Conflict(failure + e.getMessage());
        }
    }

    void release(String name, ContainerId id) {
        owners.remove(name, id);
    }

    static String withoutSlash(String key) {
        return key.startsWith("/") ? key.substring(1) : key;
    }
}
