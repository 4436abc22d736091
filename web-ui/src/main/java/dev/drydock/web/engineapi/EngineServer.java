package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.LabId;
import dev.drydock.web.unixsocket.UnixConnector;
import dev.drydock.web.unixsocket.UnixSocket;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the engines of all lab hosts with the Docker Engine API, each on a unix socket of its own. */
public final class EngineServer implements EngineEndpoint, AutoCloseable {
    /** What a lab may have open at once: enough for a hundred attached clients. */
    public static final int CONNECTIONS_PER_LAB = 256;

    private static final int REQUEST_HEADER_BYTES = 16 * 1024;

    /** What dockerd answers HEAD requests for. */
    private static final Pattern HEADS = Pattern.compile("/_ping|/containers/.+/archive");

    private final InstantSource clock;
    private final SystemFacts facts;
    private final int connectionsPerLab;
    private final Map<LabId, UnixSocket<LabEngine>> sockets = new ConcurrentHashMap<>();
    private final Javalin javalin;
    private Optional<UnixConnector> connector = Optional.empty();

    /** @param version what {@code docker version} shows of the server */
    public EngineServer(InstantSource clock, String version) {
        this(clock, version, CONNECTIONS_PER_LAB);
    }

    EngineServer(InstantSource clock, String version, int connectionsPerLab) {
        this.clock = clock;
        this.facts = new SystemFacts(version);
        this.connectionsPerLab = connectionsPerLab;
        this.javalin = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.router.ignoreTrailingSlashes = false;
        config.http.prefer405over404 = false;
        // Streams have to reach the client as they are written.
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = RequestBody.LIMIT;
        // One without a character set, which Jetty would hand on to the types set later.
        config.http.defaultContentType = "application/octet-stream";
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(EngineServer::configure);
        config.jetty.addConnector(this::connector);
        config.routes.before(EngineServer::identify);
        install(config.routes);
        ApiErrors.install(config.routes);
    }

    /** Handlers wait for containers, so they have virtual threads; Jetty's own few stay on platform threads. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(16, 4);
        pool.setName("engine-api");
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return pool;
    }

    private static void configure(Server server) {
        server.insertHandler(new VersionPrefix());
        server.insertHandler(new WebSocketHeaders());
        server.setErrorHandler(new PlainErrors());
    }

    private UnixConnector connector(Server server, HttpConfiguration configuration) {
        configuration.setRequestHeaderSize(REQUEST_HEADER_BYTES);
        // For clients of HTTP/1.0, which need not say whom they ask.
        configuration.setServerAuthority(new HostPort("docker"));
        UnixConnector unix = new UnixConnector(server, configuration, LabEndPoint::new);
        connector = Optional.of(unix);
        return unix;
    }

    /** What every answer tells, the failed ones too; refuses versions that are not served. */
    private static void identify(Context context) {
        context.header("Api-Version", ApiVersion.NEWEST.toString());
        context.header("Ostype", "linux");
        context.header("Server", "Drydock (linux)");
        VersionPrefix.of(context);
        if (context.method().equals(HandlerType.HEAD)
                && !HEADS.matcher(context.path()).matches()) {
            // Where Javalin would answer with what GET does.
            throw new NotFoundResponse();
        }
        RequestBody.take(context);
    }

    private void install(RoutesConfig routes) {
        new SystemRoutes(clock, facts).install(routes);
        new ContainerRoutes(clock).install(routes);
        new UsageRoutes(clock).install(routes);
        new StreamRoutes(clock).install(routes);
        FileRoutes.install(routes);
        CommitRoutes.install(routes);
        ExecRoutes.install(routes);
        new ImageRoutes(clock).install(routes);
        ArchiveRoutes archives = new ArchiveRoutes(clock);
        archives.install(routes);
        new PullRoutes(archives).install(routes);
        BuildRoutes.install(routes);
        NetworkRoutes.install(routes);
        new EventRoutes(clock).install(routes);
        new PruneRoutes(clock).install(routes);
        SwarmRoutes.install(routes);
        PluginRoutes.install(routes);
        RegistryRoutes.install(routes);
        VolumeRoutes.install(routes);
        RefusedRoutes.install(routes);
    }

    /** Starts serving; sockets are opened after this. */
    public void start() {
        javalin.start();
    }

    @Override
    public void open(LabId lab, Path socket, Engine engine) {
        UnixConnector unix = connector.orElseThrow(() -> new IllegalStateException("the server was not started"));
        UnixSocket<LabEngine> opened = new UnixSocket<>(socket.toAbsolutePath(), new LabEngine(lab, engine), limit());
        if (sockets.putIfAbsent(lab, opened) != null) {
            throw new EngineException.Conflict("the engine of lab host " + lab + " is being served already");
        }
        try {
            Files.deleteIfExists(socket);
            unix.listen(opened);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            close(lab);
            throw new EngineException.SystemFailure("serve " + socket + ": " + ApiErrors.reason(e), e);
        } catch (EngineException e) {
            close(lab);
            throw e;
        }
    }

    private UnixSocket.Limit limit() {
        String refusal = "{\"message\":\"too many open connections to the engine of this lab host (limit "
                + connectionsPerLab + ")\"}";
        return new UnixSocket.Limit(connectionsPerLab, refusal, clock);
    }

    /** When somebody was last connected to the engine of a lab host; empty when it is not served. */
    public Optional<Instant> lastUsed(LabId lab) {
        return Optional.ofNullable(sockets.get(lab)).map(UnixSocket::lastUsed);
    }

    @Override
    public void close(LabId lab) {
        UnixSocket<LabEngine> socket = sockets.remove(lab);
        if (socket != null) {
            connector.ifPresent(unix -> unix.drop(socket));
        }
    }

    /** Ends all connections and removes all sockets. */
    @Override
    public void close() {
        sockets.keySet().forEach(this::close);
        javalin.stop();
    }
}
