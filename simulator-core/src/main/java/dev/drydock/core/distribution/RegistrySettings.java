package dev.drydock.core.distribution;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which registries labs may reach besides the server's own one. Docker Hub is always among them; the others may be at any
 * address, because somebody who runs the server named them.
 *
 * @param allowed {@code HOST} or {@code HOST:PORT}, reached over https
 * @param insecure as {@code allowed}, reached over plain http
 * @param mirrors of Docker Hub, tried in this order before it
 */
public record RegistrySettings(Set<String> allowed, Set<String> insecure, List<URI> mirrors) {
    static final String HUB = "docker.io";
    static final String HUB_HOST = "registry-1.docker.io";
    public static final RegistrySettings DEFAULT = new RegistrySettings(Set.of(), Set.of(), List.of());

    public RegistrySettings {
        allowed = lowerCase(allowed);
        insecure = lowerCase(insecure);
        mirrors = List.copyOf(mirrors);
    }

    private static Set<String> lowerCase(Set<String> hosts) {
        Set<String> result = new TreeSet<>();
        hosts.forEach(host -> result.add(host.toLowerCase(Locale.ROOT)));
        return Set.copyOf(result);
    }

    boolean isInsecure(URI uri) {
        return insecure.contains(authority(uri));
    }

    /** Whether the settings name this very host. */
    boolean names(URI uri) {
        return allowed.contains(authority(uri))
                || isInsecure(uri)
                || mirrors.stream().anyMatch(mirror -> authority(mirror).equals(authority(uri)));
    }

    /** Whether a lab may name this place itself: it is one of those, by the same scheme or at the same port. */
    boolean reaches(URI place) {
        URI plain = URI.create(place.getScheme() + "://" + authority(place));
        boolean isKnown = address(authority(place)).filter(plain::equals).isPresent()
                || plain.equals(URI.create("https://" + HUB_HOST))
                || mirrors.stream()
                        .map(mirror -> URI.create(mirror.getScheme() + "://" + authority(mirror)))
                        .anyMatch(plain::equals);
        return isKnown || (place.getPort() >= 0 && names(place));
    }

    /** Host and port as they are written. */
    static String authority(URI uri) {
        String authority = uri.getRawAuthority();
        return authority == null ? "" : authority.toLowerCase(Locale.ROOT);
    }

    /** Where the registry of this name is; for Docker Hub without its mirrors. Empty when labs may not reach it. */
    Optional<URI> address(String domain) {
        String host = domain.toLowerCase(Locale.ROOT);
        if (host.equals(HUB)) {
            return Optional.of(URI.create("https://" + HUB_HOST));
        } else if (insecure.contains(host)) {
            return Optional.of(URI.create("http://" + host));
        }
        return allowed.contains(host) ? Optional.of(URI.create("https://" + host)) : Optional.empty();
    }

    /** The registries there are, besides the own one. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(HUB));
        names.addAll(new TreeSet<>(allowed));
        insecure.stream().filter(host -> !allowed.contains(host)).sorted().forEach(names::add);
        return names;
    }
}
