package dev.drydock.web.admin;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.offline.ImageLibrary;
import dev.drydock.web.registry.InstructorLogin;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plain text over HTTP: {@code GET /labs} lists lab hosts, one name a line; {@code POST /labs/NAME} starts one and
 * answers lines {@code key=value}; {@code DELETE /labs/NAME} removes one; {@code GET /instructor} tells how an instructor logs
 * in to the registry; {@code POST /stop} ends the server. What is there for offline images is in {@link ImageRoutes}.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private final LabHosts labs;
    private final ImageRoutes images;
    private final InstructorLogin instructors;
    private final Path client;
    private final Runnable stop;
    private final Path socket;
    private final Javalin javalin;

    /**
     * @param client the program that enters a lab host through its control socket
     * @param stop ends the server; called on a thread of its own, after the answer
     */
    @SuppressWarnings("ParameterNumber")
    public AdminServer(
            LabHosts labs, ImageLibrary library, InstructorLogin instructors, Path client, Runnable stop, Path socket) {
        this.labs = labs;
        this.images = new ImageRoutes(library);
        this.instructors = instructors;
        this.client = client;
        this.stop = stop;
        this.socket = socket;
        this.javalin = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.addConnector((server, _) -> {
            UnixDomainServerConnector connector = new UnixDomainServerConnector(server);
            connector.setUnixDomainPath(socket);
            // Building an image is silent for minutes.
            connector.setIdleTimeout(0);
            return connector;
        });
        config.routes.get("/", context -> context.result("drydock\n"));
        config.routes.get("/labs", this::list);
        config.routes.post("/labs/{name}", this::start);
        config.routes.delete("/labs/{name}", this::remove);
        config.routes.get("/instructor", this::instructor);
        images.register(config);
        config.routes.post("/stop", this::stop);
        config.routes.exception(EngineException.class, AdminServer::refuse);
    }

    /** Listens; a stale socket of an ended server is replaced. */
    public void start() {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        javalin.start();
    }

    private void list(Context context) {
        context.result(labs.list().stream().map(lab -> lab.id() + "\n").collect(Collectors.joining()));
    }

    private void start(Context context) {
        LabHost lab = labs.start(new LabId(context.pathParam("name")));
        context.result(
                "engine=" + lab.engineSocket() + "\ncontrol=" + lab.controlSocket() + "\nclient=" + client + "\n");
    }

    private void remove(Context context) {
        LabId id = new LabId(context.pathParam("name"));
        boolean known = labs.find(id).isPresent();
        labs.remove(id);
        context.result(known ? id + "\n" : "");
    }

    private void instructor(Context context) {
        context.result("docker login -u " + InstructorLogin.USER + " -p " + instructors.password() + " "
                + RegistryEndpoint.HOST + ":" + RegistryEndpoint.PORT + "\n");
    }

    private void stop(Context context) {
        context.result("stopping\n");
        Thread.ofPlatform().name("stop").start(stop);
    }

    private static void refuse(EngineException problem, Context context) {
        LOG.info("{} {}: {}", context.method(), context.path(), problem.getMessage());
        context.status(400).result(problem.getMessage() + "\n");
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
