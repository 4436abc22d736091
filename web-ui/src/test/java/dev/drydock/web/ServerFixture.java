package dev.drydock.web;

import dev.drydock.core.labhost.LabRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** The whole server as a self-hoster runs it, on real lab hosts; needs root. */
public final class ServerFixture implements AutoCloseable {
    private final DataDirectory data;
    private final App app;

    /** @param directory of its own; its path must be short, for there are sockets in it */
    public ServerFixture(Path directory) {
        data = DataDirectory.open(directory);
        app = App.start(
                data,
                new ServeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Path.of("../content"),
                        new LabRules(100, Duration.ZERO)),
                () -> {});
    }

    public String origin() {
        return "http://127.0.0.1:" + app.port();
    }

    @Override
    public void close() {
        app.close();
        try {
            data.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
