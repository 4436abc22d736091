package dev.drydock.core.reference;

import dev.drydock.core.error.EngineException;
import java.util.regex.Pattern;

/**
 * Full name of a repository: where it is and its path there.
 *
 * @param domain host name of the registry, with a port where it has one
 * @param path components in lower case, separated by slashes
 */
public record RepositoryName(String domain, String path) implements Comparable<RepositoryName> {
    static final String DEFAULT_DOMAIN = "docker.io";
    static final String OFFICIAL_PREFIX = "library/";
    private static final int LIMIT = 255;
    private static final String DOMAIN_COMPONENT = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String HOST =
            "(?:" + DOMAIN_COMPONENT + "(?:\\." + DOMAIN_COMPONENT + ")*|\\[(?:[a-fA-F0-9:]+)\\])";
    private static final Pattern DOMAIN = Pattern.compile(HOST + "(?::[0-9]+)?");
    private static final String PATH_COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    // Possessive: a long name that does not match must not try every way to split its components.
    private static final Pattern PATH = Pattern.compile(PATH_COMPONENT + "(?:/" + PATH_COMPONENT + ")*+");

    public RepositoryName {
        if (path.length() > LIMIT) {
            throw new EngineException.InvalidParameter("repository name must not be more than 255 characters");
        }
        if (domain.length() > LIMIT
                || !DOMAIN.matcher(domain).matches()
                || !PATH.matcher(path).matches()) {
            throw new EngineException.InvalidParameter("invalid reference format");
        }
    }

    /** As users write it: without Docker Hub's domain and without {@code library/}. */
    public String familiar() {
        if (!domain.equals(DEFAULT_DOMAIN)) {
            return toString();
        }
        boolean official = path.startsWith(OFFICIAL_PREFIX) && path.indexOf('/', OFFICIAL_PREFIX.length()) < 0;
        return official ? path.substring(OFFICIAL_PREFIX.length()) : path;
    }

    @Override
    public int compareTo(RepositoryName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return domain + "/" + path;
    }
}
