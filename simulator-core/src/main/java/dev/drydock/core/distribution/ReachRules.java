package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import java.net.URI;
import java.util.Locale;

/**
 * Where a session with an endpoint may go, whoever tells it to: plain http only to hosts that are set insecure, and to other
 * than public addresses only where the settings, or the server itself, name the host.
 */
record ReachRules(RegistrySettings settings, RegistryEndpoint endpoint) {
    /**
     * Refuses what may not be reached at all.
     *
     * @return whether the host may have public addresses only
     */
    boolean isConfined(URI target) {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        String host = target.getHost();
        if (endpoint.isSameHost(target)) {
            return !isNamed(target);
        }
        boolean isAllowed = scheme.equals("https") || (scheme.equals("http") && settings.isInsecure(target));
        if (!isAllowed || host == null || target.getRawUserInfo() != null) {
            throw refused(target);
        }
        boolean isConfined = !settings.names(target);
        if (isConfined
                && (host.equalsIgnoreCase("localhost")
                        || !AddressRules.literal(host)
                                .map(AddressRules::isPublic)
                                .orElse(true))) {
            throw refused(target);
        }
        return isConfined;
    }

    private boolean isNamed(URI target) {
        return endpoint.own().isPresent() || settings.names(target);
    }

    static EngineException refused(URI target) {
        return new EngineException.Forbidden(
                "the registry refers to " + RegistryErrors.clean(shown(target)) + ", which lab hosts must not reach");
    }

    private static String shown(URI target) {
        return target.getScheme() + "://" + target.getRawAuthority();
    }
}
