package dev.drydock.web.registry;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.id.IdSource;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.registry.Registry;
import dev.drydock.web.unixsocket.UnixConnector;
import dev.drydock.web.unixsocket.UnixEndPoint;
import dev.drydock.web.unixsocket.UnixSocket;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves the registry: to each lab host on a unix socket of its own, and to the engines of this server on a port that only
 * the machine itself reaches, where they show a token.
 */
public final class RegistryServer implements RegistryEndpoint, AutoCloseable {
    /** What a lab may have open at once. */
    static final int CONNECTIONS_PER_LAB = 128;

    private static final int REQUEST_HEADER_BYTES = 16 * 1024;
    private static final int BACKLOG = 128;
    /** Who neither sends nor takes anything for so long is gone. */
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Registry registry;
    private final InstantSource clock;
    private final Callers callers;
    private final Map<LabId, UnixSocket<LabId>> sockets = new ConcurrentHashMap<>();
    private final Javalin javalin;
    private Optional<UnixConnector> labs = Optional.empty();
    private Optional<ServerConnector> engines = Optional.empty();

    /** @param ids makes the tokens, which nobody must be able to guess */
    public RegistryServer(Registry registry, InstantSource clock, IdSource ids, InstructorLogin instructors) {
        this.registry = registry;
        this.clock = clock;
        this.callers = new Callers(ids, instructors);
        this.javalin = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.router.ignoreTrailingSlashes = false;
        // Digests are of what travels.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = "application/octet-stream";
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrors()));
        config.jetty.addConnector(this::forLabs);
        config.jetty.addConnector(this::forEngines);
        new RegistryRoutes(registry, callers).install(config.routes);
        RegistryErrors.install(config.routes);
    }

    /** Handlers wait for clients and disks, so they have virtual threads; Jetty's own few stay on platform threads. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(16, 4);
        pool.setName("registry");
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return pool;
    }

    private UnixConnector forLabs(Server server, HttpConfiguration configuration) {
        configuration.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        UnixConnector connector = new UnixConnector(server, configuration, UnixEndPoint::new);
        connector.setIdleTimeout(IDLE.toMillis());
        labs = Optional.of(connector);
        return connector;
    }

    private ServerConnector forEngines(Server server, HttpConfiguration configuration) {
        configuration.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(0);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(IDLE.toMillis());
        engines = Optional.of(connector);
        return connector;
    }

    /** Starts serving; sockets are opened after this. */
    public void start() {
        javalin.start();
    }

    /** Where the engines of this server reach the registry, such as {@code http://127.0.0.1:40123}. */
    public URI address() {
        ServerConnector connector = engines.orElseThrow(RegistryServer::notStarted);
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
    }

    /** What the engine of a lab host shows at {@link #address} as {@code Authorization: Bearer TOKEN}. */
    public String tokenFor(LabId lab) {
        return callers.tokenFor(lab);
    }

    private static IllegalStateException notStarted() {
        return new IllegalStateException("the server was not started");
    }

    @Override
    public void open(LabId lab, Path socket) {
        UnixConnector connector = labs.orElseThrow(RegistryServer::notStarted);
        String refusal =
                "{\"errors\":[{\"code\":\"TOOMANYREQUESTS\",\"message\":\"too many open connections to the registry"
                        + " from this lab host (limit " + CONNECTIONS_PER_LAB + ")\"}]}";
        UnixSocket<LabId> opened = new UnixSocket<>(
                socket.toAbsolutePath(), lab, new UnixSocket.Limit(CONNECTIONS_PER_LAB, refusal, clock));
        if (sockets.putIfAbsent(lab, opened) != null) {
            throw new EngineException.Conflict("the registry is being served to lab host " + lab + " already");
        }
        boolean isOpen = false;
        try {
            Files.deleteIfExists(socket);
            connector.listen(opened);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
            isOpen = true;
        } catch (IOException e) {
            throw new EngineException.SystemFailure("serve " + socket + ": " + e.getMessage(), e);
        } finally {
            if (!isOpen) {
                close(lab);
            }
        }
    }

    @Override
    public void close(LabId lab) {
        UnixSocket<LabId> socket = sockets.remove(lab);
        if (socket != null) {
            labs.ifPresent(connector -> connector.drop(socket));
        }
    }

    /** Ends all connections and removes all sockets. */
    @Override
    public void close() {
        sockets.keySet().forEach(this::close);
        javalin.stop();
    }
}
