package dev.drydock.core.network;

/**
 * A port of the lab host that leads to a container.
 *
 * @param containerPort such as {@code 80/tcp}
 * @param hostIp address of the lab host, of version 4 or 6
 */
public record PublishedPort(String containerPort, String hostIp, int hostPort) {
    static final String TCP = "tcp";

    /** The number in a port of a container. */
    public static int number(String containerPort) {
        return Integer.parseInt(containerPort.split("/", 2)[0]);
    }

    /** {@code tcp}, {@code udp} or {@code sctp}. */
    public static String protocol(String containerPort) {
        int slash = containerPort.indexOf('/');
        return slash < 0 ? TCP : containerPort.substring(slash + 1);
    }
}
