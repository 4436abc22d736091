package dev.drydock.core.distribution;

import java.net.URI;

/**
 * The server's own registry, as one lab reaches it.
 *
 * @param domain its name in references
 * @param address where it really is
 * @param account as whom the lab is known there
 * @param token says which lab asks
 */
public record OwnRegistry(String domain, URI address, String account, String token) {
    /** Whether somebody is, or says to be, whom the registry knows by the token. */
    boolean isAccount(RegistryAuth auth) {
        return !auth.hasPassword() || auth.username().equals(account);
    }

    @Override
    public String toString() {
        return "OwnRegistry[" + domain + "]";
    }
}
