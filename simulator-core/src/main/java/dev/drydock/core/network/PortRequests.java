package dev.drydock.core.network;

import dev.drydock.core.error.EngineException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which ports of a container are to be published: Docker's {@code -p} and {@code -P}.
 *
 * @param bindings by port of the container, such as {@code 80/tcp}
 * @param all also every other exposed port, each at a free one
 */
public record PortRequests(Map<String, List<Binding>> bindings, boolean all) {
    public static final PortRequests NONE = new PortRequests(Map.of(), false);

    /** Each port costs the lab host a socket or two. */
    private static final int LIMIT = 128;

    private static final int LARGEST = 65535;
    private static final Pattern CONTAINER_PORT = Pattern.compile("[0-9]{1,5}(/(tcp|udp|sctp))?");
    private static final Pattern HOST_PORT = Pattern.compile("[0-9]{0,5}(-[0-9]{1,5})?");

    public PortRequests {
        bindings = Map.copyOf(bindings);
    }

    /**
     * A wish for one port.
     *
     * @param hostIp empty for all addresses of the lab host
     * @param hostPort empty for a free one, or a range of which one that is free is taken
     */
    public record Binding(String hostIp, String hostPort) {
        int first() {
            return hostPort.isEmpty() ? 0 : Integer.parseInt(hostPort.split("-", 2)[0]);
        }

        int last() {
            int dash = hostPort.indexOf('-');
            return dash < 0 ? first() : Integer.parseInt(hostPort.substring(dash + 1));
        }
    }

    public boolean isEmpty() {
        return bindings.isEmpty() && !all;
    }

    /** The sentences are dockerd's where it has them. */
    public void check() {
        bindings.forEach((port, wanted) -> {
            if (!CONTAINER_PORT.matcher(port).matches() || PublishedPort.number(port) > LARGEST) {
                throw new EngineException.InvalidParameter("invalid port specification: \"" + port + "\"");
            }
            wanted.forEach(PortRequests::check);
        });
        if (bindings.values().stream().mapToInt(List::size).sum() > LIMIT) {
            throw new EngineException.InvalidParameter("a container publishes at most " + LIMIT + " ports here");
        }
    }

    private static void check(Binding binding) {
        String port = binding.hostPort();
        boolean isPort = HOST_PORT.matcher(port).matches() && !port.startsWith("-");
        if (!isPort || binding.last() > LARGEST || binding.first() > binding.last()) {
            throw new EngineException.InvalidParameter("invalid port specification: \"" + port + "\"");
        }
        if (!binding.hostIp().isEmpty() && Addresses.bytes(binding.hostIp()).length == 0) {
            throw new EngineException.InvalidParameter("invalid IP address: " + binding.hostIp());
        }
    }
}
