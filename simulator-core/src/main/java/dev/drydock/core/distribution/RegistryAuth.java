package dev.drydock.core.distribution;

/**
 * What a client sends with its request for the registry to know it; each part is empty where there is none.
 *
 * @param identityToken a refresh token, as {@code docker login} gets it from some registries
 * @param registryToken a bearer token to be sent as it is
 */
public record RegistryAuth(String username, String password, String identityToken, String registryToken) {
    public static final RegistryAuth NONE = new RegistryAuth("", "", "", "");

    /** Whether there is nothing in it: who sends this sees what everybody sees. */
    boolean isNone() {
        return equals(NONE);
    }

    boolean hasPassword() {
        return !username.isEmpty() || !password.isEmpty();
    }

    @Override
    public String toString() {
        return "RegistryAuth[" + username + "]";
    }
}
