package dev.drydock.core.container;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.error.GoNumbers;
import java.util.Locale;

/** Ports as filters name them: {@code 80}, {@code 80/udp}, {@code 8000-8080/tcp}. */
record PortRange(int first, int last, String protocol) {
    /** @param word the filter, for the sentence when it is none */
    static PortRange parse(String word, String text) {
        if (text.indexOf(':') >= 0) {
            throw new EngineException.InvalidParameter("filter for '" + word + "' should not contain ':': " + text);
        }
        try {
            return parse(text);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter(
                    "error while looking up for " + word + " " + text + ": " + e.getMessage());
        }
    }

    private static PortRange parse(String text) {
        int slash = text.indexOf('/');
        String ports = slash < 0 ? text : text.substring(0, slash);
        String protocol = slash < 0 ? "" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (ports.isEmpty()) {
            throw new EngineException.InvalidParameter("empty string specified for ports");
        }
        String[] ends = ports.split("-", -1);
        int first = GoNumbers.parsePort(ends[0]);
        int last = ends.length == 1 ? first : GoNumbers.parsePort(ends[1]);
        if (last < first) {
            throw new EngineException.InvalidParameter("invalid range specified for port: " + ports);
        }
        return new PortRange(first, last, protocol.isEmpty() ? "tcp" : protocol);
    }

    /** @param exposed such as {@code 80/tcp} */
    boolean contains(String exposed) {
        int slash = exposed.indexOf('/');
        String number = slash < 0 ? exposed : exposed.substring(0, slash);
        String exposedProtocol = slash < 0 ? "tcp" : exposed.substring(slash + 1);
        return exposedProtocol.equals(protocol)
                && number.matches("[0-9]{1,5}")
                && Integer.parseInt(number) >= first
                && Integer.parseInt(number) <= last;
    }
}
