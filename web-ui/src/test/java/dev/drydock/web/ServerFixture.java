package dev.drydock.web;

import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.lessons.format.Courses;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.web.pages.Site;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.trial.Trials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The whole server as a self-hoster runs it, on real lab hosts; needs root. */
public final class ServerFixture implements Site {
    private final DataDirectory data;
    private final App app;

    /** @param directory of its own; its path must be short, for there are sockets in it */
    public ServerFixture(Path directory) {
        this(directory, Path.of("../content"));
    }

    /** The same with the courses of this folder. */
    public ServerFixture(Path directory, Path content) {
        data = DataDirectory.open(directory);
        app = App.start(
                data,
                new ServeOptions(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        LessonShelf.of(Courses.load(content)),
                        new LabRules(100, Duration.ZERO),
                        LabLimits.DEFAULT,
                        RegistrySettings.DEFAULT,
                        EgressRules.NOTHING,
                        PreviewSettings.LOCAL,
                        false,
                        Optional.empty()),
                () -> {});
    }

    Trials trials() {
        return app.trials();
    }

    @Override
    public String origin() {
        return "http://127.0.0.1:" + app.port();
    }

    /** Starts a lab host and returns the socket of its engine. */
    public Path startLab(String name) throws IOException {
        String answer = admin("POST /labs/" + name);
        return answer.lines()
                .filter(line -> line.startsWith("engine="))
                .map(line -> Path.of(line.substring("engine=".length())))
                .findFirst()
                .orElseThrow(() -> new IOException(answer));
    }

    public void removeLab(String name) throws IOException {
        admin("DELETE /labs/" + name);
    }

    private String admin(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(data.resolve("admin.sock")))) {
            String head = request + " HTTP/1.1\r\nHost: drydock\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
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
