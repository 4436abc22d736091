package dev.drydock.core.registry;

import java.util.regex.Pattern;

/**
 * Names a repository within the registry, as in {@code /v2/NAME/…}: components in lower case, separated by slashes, at
 * most 255 characters (OCI distribution specification, "Pulling manifests").
 */
public record RepositoryPath(String value) implements Comparable<RepositoryPath> {
    private static final int LIMIT = 255;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    // Possessive: a long name that does not match must not try every way to split its components.
    private static final Pattern FORM = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");

    public RepositoryPath {
        if (value.length() > LIMIT) {
            throw new RegistryException(
                    RegistryError.NAME_INVALID, "a repository name has at most " + LIMIT + " characters");
        }
        if (!FORM.matcher(value).matches()) {
            throw new RegistryException(
                    RegistryError.NAME_INVALID,
                    "a repository name is made of lower-case letters, digits and single separators (. _ __ -),"
                            + " its components are separated by slashes");
        }
    }

    /** Whose it is: its first component. */
    public String owner() {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    /** Whether it has a component besides its owner's. */
    public boolean isBelowOwner() {
        return value.indexOf('/') >= 0;
    }

    @Override
    public int compareTo(RepositoryPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
