package dev.drydock.core.registry;

import java.util.List;

/** A request that the registry refuses, with the specification's code and a sentence for the user. */
public final class RegistryException extends RuntimeException {
    private final RegistryError code;
    private final transient List<String> details;

    public RegistryException(RegistryError code, String message) {
        this(code, message, List.of());
    }

    /** @param details what exactly it is about, such as each digest that is missing */
    public RegistryException(RegistryError code, String message, List<String> details) {
        super(message);
        this.code = code;
        this.details = List.copyOf(details);
    }

    public RegistryError code() {
        return code;
    }

    public List<String> details() {
        return details;
    }
}
