package dev.drydock.web.preview;

import dev.drydock.core.labhost.LabId;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How previews are named.
 *
 * @param domain small letters; every name below it leads to this server. Browsers have {@code localhost} so by themselves.
 */
public record PreviewSettings(PreviewKeys keys, String domain) {
    public static final String LOCAL = "localhost";

    private static final Pattern DOMAIN =
            Pattern.compile("(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    /** What a browser on this machine may call it. */
    private static final Set<String> HERE = Set.of(LOCAL, "127.0.0.1", "[::1]");

    public PreviewSettings {
        domain = domain.toLowerCase(Locale.ROOT);
    }

    /** Whether this can be a domain; an address cannot, since nothing is below it. */
    public static boolean isDomain(String text) {
        return DOMAIN.matcher(text).matches() && !text.matches("[0-9.]+");
    }

    /**
     * The address of a lab's ports, with {@code PORT} in place of the number.
     *
     * @param origin of the page: scheme and host as the browser knows this server
     * @return empty when that browser would not find names below the domain
     */
    public Optional<String> address(LabId lab, String origin) {
        URI page = URI.create(origin);
        if (domain.equals(LOCAL) && !HERE.contains(page.getHost())) {
            return Optional.empty();
        }
        String port = page.getPort() < 0 ? "" : ":" + page.getPort();
        return Optional.of(page.getScheme() + "://PORT-" + keys.of(lab) + "." + domain + port + "/");
    }
}
