package dev.drydock.core.egress;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One host, or all below a domain, that lab hosts may reach.
 *
 * @param name in lower case, without a dot at its end
 * @param isBelow whether it means every name below this one, and not the name itself
 * @param ports of TCP
 */
public record EgressRule(String name, boolean isBelow, Set<Integer> ports) {
    private static final Set<Integer> WEB = Set.of(80, 443);
    private static final String BELOW = "*.";
    private static final int NAMES = 53;
    private static final int PORTS = 65535;
    private static final int LENGTH = 253;
    /** Underscores are of no host, but of services that some ask for first (RFC 2782). */
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*");

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    public EgressRule {
        ports = Set.copyOf(ports);
        if (!isName(name)) {
            throw new IllegalArgumentException("not a name");
        }
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("no port");
        }
        for (int port : ports) {
            if (port < 1 || port > PORTS) {
                throw new IllegalArgumentException("a port is a number from 1 to " + PORTS);
            }
            if (port == NAMES) {
                throw new IllegalArgumentException("port 53 is where names are asked for");
            }
        }
    }

    /**
     * Reads {@code NAME} or {@code NAME:PORT}; {@code *.NAME} is for everything below it. Without a port it is 80 and 443.
     *
     * @throws IllegalArgumentException with the reason, for anything else
     */
    public static EgressRule parse(String text) {
        int colon = text.indexOf(':');
        String host = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        boolean isBelow = host.startsWith(BELOW);
        String name = isBelow ? host.substring(BELOW.length()) : host;
        return new EgressRule(name, isBelow, colon < 0 ? WEB : Set.of(port(text.substring(colon + 1))));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a port is a number from 1 to " + PORTS, e);
        }
    }

    /** Whether it can be the name of a host; an address is none. */
    static boolean isName(String text) {
        return text.length() <= LENGTH
                && NAME.matcher(text).matches()
                && !NUMBERS.matcher(text).matches();
    }

    boolean isFor(String host) {
        return isBelow ? host.endsWith("." + name) : host.equals(name);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(isBelow ? BELOW : "").append(name);
        new TreeSet<>(ports).forEach(port -> text.append(':').append(port));
        return text.toString();
    }
}
