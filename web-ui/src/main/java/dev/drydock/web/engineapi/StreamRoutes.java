package dev.drydock.web.engineapi;

import dev.drydock.core.container.AttachRequest;
import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.Container;
import dev.drydock.core.container.Containers;
import dev.drydock.core.container.ExitStatus;
import dev.drydock.core.container.WaitCondition;
import dev.drydock.core.error.EngineException;
import dev.drydock.web.engineapi.json.WaitResult;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The answers of {@code /containers} that last: attach, logs and wait. */
final class StreamRoutes {
    private final InstantSource clock;

    StreamRoutes(InstantSource clock) {
        this.clock = clock;
    }

    void install(RoutesConfig routes) {
        routes.post("/containers/<id>/attach", StreamRoutes::attach);
        routes.get("/containers/<id>/attach/ws", WebSocketRoute::attach);
        routes.get("/containers/<id>/logs", this::logs);
        routes.post("/containers/<id>/wait", StreamRoutes::await);
    }

    private static void attach(Context context) throws IOException {
        DetachKeys keys = DetachKeys.parse(Query.text(context, "detachKeys"));
        Containers containers = LabEndPoint.engine(context).containers();
        Container container = containers.find(context.pathParam("id"));
        boolean terminal = container.config().streams().tty();
        boolean stream = Query.flag(context, "stream");
        boolean stdin =
                Query.flag(context, "stdin") && container.config().streams().openStdin() && stream;
        AttachRequest request = new AttachRequest(Query.flag(context, "logs"), stream, stdin, true);
        AttachSession.Options options = new AttachSession.Options(
                terminal,
                stdin,
                Query.flag(context, "stdout"),
                Query.flag(context, "stderr"),
                container.config().streams().stdinOnce() && !terminal,
                keys);
        Attachment attachment = containers.attach(container.id().value(), request);
        Hijack.start(context, attachment, options);
    }

    private void logs(Context context) throws IOException {
        LogQuery given = LogQuery.of(context);
        Containers containers = LabEndPoint.engine(context).containers();
        Container container = containers.find(context.pathParam("id"));
        LogQuery query = container.isRunning() ? given : given.ofWhatIsKept();
        boolean terminal = container.config().streams().tty();
        String key = container.id().value();
        // A client that reads slowly must not hold the container back, so it may miss lines.
        AttachRequest request = new AttachRequest(query.tail() != 0, query.follow(), false, false);
        OutputFormat format = OutputFormat.of(terminal);
        try (Attachment attachment = containers.logs(key, request);
                StreamAnswer answer =
                        StreamAnswer.start(context, format.mediaType(VersionPrefix.of(context)), attachment::close)) {
            endAt(query, attachment);
            new LogWriter(query, format, answer, clock).copy(attachment);
        }
    }

    /** {@code --until} ends a stream also when nothing is written any more. */
    private void endAt(LogQuery query, Attachment attachment) {
        if (query.follow() && query.until().isPresent()) {
            Duration left = Duration.between(clock.instant(), query.until().get());
            if (left.isPositive()) {
                CompletableFuture.delayedExecutor(left.toMillis() + 1, TimeUnit.MILLISECONDS)
                        .execute(attachment::close);
            }
        }
    }

    private static void await(Context context) throws IOException {
        boolean isOld = VersionPrefix.of(context).isBefore(1, 30);
        WaitCondition condition = switch (isOld ? "" : Query.text(context, "condition")) {
            case "", "not-running" -> WaitCondition.NOT_RUNNING;
            case "next-exit" -> WaitCondition.NEXT_EXIT;
            case "removed" -> WaitCondition.REMOVED;
            case String other -> throw new EngineException.InvalidParameter("invalid condition: \"" + other + "\"");
        };
        CompletableFuture<ExitStatus> end =
                // A copy: other clients may wait for the same end.
                LabEndPoint.engine(context)
                        .containers()
                        .await(context.pathParam("id"), condition)
                        .copy();
        // The client starts the container only after it has seen the headers.
        try (StreamAnswer answer = StreamAnswer.start(context, "application/json", () -> end.cancel(false))) {
            answer.write(Json.line(result(end)));
        } catch (CancellationException e) {
            return;
        }
    }

    private static WaitResult result(CompletableFuture<ExitStatus> end) {
        try {
            return new WaitResult(end.join().code(), null);
        } catch (CompletionException e) {
            String message = e.getCause() instanceof EngineException cause ? cause.getMessage() : "wait failed";
            return new WaitResult(-1, new WaitResult.Failure(String.valueOf(message)));
        }
    }
}
