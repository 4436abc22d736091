package dev.drydock.core.labhost;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.core.container.FileView;
import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Port: looks into a lab host from outside, past its engine. Its student may do whatever they like meanwhile: every answer
 * has an end in size and time. Calls block, so they are for platform threads; what cannot be done is an
 * {@link EngineException}.
 */
public interface LabInside {
    /**
     * What a path leads to. Links are followed, and lead nowhere but inside the lab host. Empty when there is nothing, or
     * nothing that is on a disk or in memory: {@code /proc}, {@code /sys} and devices are never read.
     *
     * @param path absolute
     * @param limit bytes of the head
     */
    Optional<FileView> file(String path, int limit);

    /** Its processes, those of containers included, by their numbers. */
    List<ContainerProcess> processes();

    /**
     * Runs a command line with the lab host's own shell, as root in {@code /root}, and kills it when it takes too long.
     * What it started in the background is the lab host's own from then on, and counts for its limits.
     *
     * @param limit bytes of the output; what comes later is dropped
     */
    CommandEnd run(String line, Duration patience, int limit);

    /** A TCP socket that is in the lab host's network and nowhere else, whoever uses it; in blocking mode, not connected. */
    SocketChannel openSocket() throws IOException;

    /**
     * Connects to an address of the lab host's network, in blocking mode.
     *
     * @throws IOException when nobody takes the connection in time
     */
    default SocketChannel connect(InetSocketAddress address, Duration patience) throws IOException {
        SocketChannel channel = openSocket();
        boolean connected = false;
        try {
            channel.socket().connect(address, Math.toIntExact(patience.toMillis()));
            connected = true;
            return channel;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    /**
     * How a command ended.
     *
     * @param exitCode empty when it took too long
     * @param output both of its streams, as UTF-8
     */
    record CommandEnd(Optional<Integer> exitCode, String output) {}
}
