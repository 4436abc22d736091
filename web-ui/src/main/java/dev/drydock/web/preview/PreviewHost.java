package dev.drydock.web.preview;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host name of one port, {@code 8080-KEY.DOMAIN}.
 *
 * @param port of the lab host
 * @param key which lab host
 */
record PreviewHost(int port, String key) {
    private static final Pattern LABEL = Pattern.compile("([1-9][0-9]{0,4})-([a-z2-7]{26})");
    private static final int HIGHEST = 65535;

    /** Empty for a name below the domain that is no such name. */
    static Optional<PreviewHost> parse(String host, String domain) {
        if (!isBelow(host, domain)) {
            return Optional.empty();
        }
        String label = host.substring(0, host.length() - domain.length() - 1).toLowerCase(Locale.ROOT);
        Matcher parts = LABEL.matcher(label);
        return parts.matches() && Integer.parseInt(parts.group(1)) <= HIGHEST
                ? Optional.of(new PreviewHost(Integer.parseInt(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    /** Whether this is a name below the domain: such names never get a page of the lessons. */
    static boolean isBelow(String host, String domain) {
        return host.toLowerCase(Locale.ROOT).endsWith("." + domain);
    }
}
