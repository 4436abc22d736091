package dev.drydock.web.engineapi;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.Exec;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.ProcessSpec;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.ExecCreate;
import dev.drydock.web.engineapi.json.ExecInspect;
import dev.drydock.web.engineapi.json.ExecStart;
import dev.drydock.web.engineapi.json.IdBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Processes that are added to running containers. */
final class ExecRoutes {
    private ExecRoutes() {}

    static void install(RoutesConfig routes) {
        routes.post("/containers/<id>/exec", ExecRoutes::create);
        routes.post("/exec/{id}/start", ExecRoutes::start);
        routes.post("/exec/{id}/resize", ExecRoutes::resize);
        routes.get("/exec/{id}/json", ExecRoutes::inspect);
    }

    private static void create(Context context) {
        ExecCreate request = RequestBody.read(context, ExecCreate.class);
        List<String> arguments = HostConfigs.orEmpty(request.cmd());
        if (arguments.isEmpty()) {
            throw new EngineException.InvalidParameter("No exec command specified");
        }
        String keys = request.detachKeys() == null ? "" : request.detachKeys();
        checkKeys(keys);
        ProcessSpec process = new ProcessSpec(
                arguments,
                HostConfigs.orEmpty(request.env()),
                request.workingDir() == null ? "" : request.workingDir(),
                request.user() == null ? "" : request.user(),
                List.of(),
                request.tty(),
                request.attachStdin(),
                request.privileged(),
                VersionPrefix.of(context).isBefore(1, 42) ? TerminalSize.UNKNOWN : size(request.consoleSize()));
        Exec.Client client = new Exec.Client(request.attachStdout(), request.attachStderr(), keys);
        Exec exec = LabEndPoint.engine(context).containers().createExec(context.pathParam("id"), process, client);
        context.status(201);
        Json.answer(context, new IdBody(exec.id().value()));
    }

    /** dockerd has another sentence here than for {@code attach}. */
    private static void checkKeys(String keys) {
        try {
            DetachKeys.parse(keys);
        } catch (EngineException.InvalidParameter e) {
            throw new EngineException.InvalidParameter("Invalid escape keys (" + keys + ") provided", e);
        }
    }

    /** Docker's order: height, then width. */
    private static TerminalSize size(@Nullable List<Integer> consoleSize) {
        return consoleSize == null || consoleSize.size() != 2 || consoleSize.contains(null)
                ? TerminalSize.UNKNOWN
                : new TerminalSize(consoleSize.get(0), consoleSize.get(1));
    }

    private static void start(Context context) throws IOException {
        ExecStart request = RequestBody.read(context, ExecStart.class);
        Containers containers = LabEndPoint.engine(context).containers();
        Exec exec = containers.findExec(context.pathParam("id"));
        if (request.detach()) {
            containers.startExecDetached(exec.id().value());
            context.status(200);
            return;
        }
        boolean terminal = exec.process().terminal();
        boolean stdin = exec.process().openInput();
        Exec.Client client = exec.client();
        AttachSession.Options options = new AttachSession.Options(
                terminal, stdin, client.stdout(), client.stderr(), !terminal, DetachKeys.parse(client.detachKeys()));
        Hijack.start(context, start(containers, exec, size(request.consoleSize())), options);
    }

    /** A program that cannot be run is told of in the stream, as Docker does: the client has the exit code from inspect. */
    private static Attachment start(Containers containers, Exec exec, TerminalSize size) {
        try {
            return containers.startExec(exec.id().value(), size, exec.process().openInput());
        } catch (EngineException.InvalidParameter | EngineException.SystemFailure e) {
            return new SentenceAttachment(e.getMessage() + "\r\n");
        }
    }

    private static void resize(Context context) {
        LabEndPoint.engine(context)
                .containers()
                .resizeExec(context.pathParam("id"), ContainerRoutes.terminalSize(context));
        context.status(200);
    }

    /** Go writes bytes in base 64. */
    private static String keys(Exec.Client client) {
        return client.detachKeys().isEmpty()
                ? ""
                : Base64.getEncoder()
                        .encodeToString(DetachKeys.parse(client.detachKeys()).bytes());
    }

    private static void inspect(Context context) {
        Exec exec = LabEndPoint.engine(context).containers().findExec(context.pathParam("id"));
        ProcessSpec process = exec.process();
        Optional<Integer> exitCode = exec.status().map(ExitStatus::code);
        Json.answer(
                context,
                new ExecInspect(
                        exec.id().value(),
                        exec.isRunning(),
                        exitCode.orElse(null),
                        new ExecInspect.ProcessConfig(
                                process.terminal(),
                                process.arguments().getFirst(),
                                process.arguments()
                                        .subList(1, process.arguments().size()),
                                process.privileged(),
                                process.user().isEmpty() ? null : process.user()),
                        process.openInput(),
                        exec.client().stderr(),
                        exec.client().stdout(),
                        false,
                        exec.container().value(),
                        keys(exec.client()),
                        exec.pid().orElse(0)));
    }
}
