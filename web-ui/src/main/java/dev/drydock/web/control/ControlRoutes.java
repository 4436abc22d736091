package dev.drydock.web.control;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.NoRoom;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.web.student.Student;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Below a lesson's address: {@code POST …/steps/STEP/reset} and {@code POST …/restart} answer 204 when the lab hosts run
 * again, or 409 {@code {"reason": "none"}} when the beginning of the step is not kept, {@code busy} while that is being
 * done already, and {@code labs}, {@code disk} or
 * {@code memory} when the server is full; {@code POST …/steps/STEP/solution} answers 200
 * {@code {"lines": [{"host": 1, "terminal": "1", "command": "docker ps"}]}}.
 */
public final class ControlRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoutes.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;

    private final StepControl control;
    private final Function<Context, Student> students;
    private final Function<String, Lesson> lessons;

    /**
     * @param students who asks; refuses whom this server does not know
     * @param lessons by their ids; refuses what is none
     */
    public ControlRoutes(StepControl control, Function<Context, Student> students, Function<String, Lesson> lessons) {
        this.control = control;
        this.students = students;
        this.lessons = lessons;
    }

    public void register(RoutesConfig routes) {
        routes.post("/lessons/{lesson}/restart", this::restart);
        routes.post("/lessons/{lesson}/steps/{step}/reset", this::reset);
        routes.post("/lessons/{lesson}/steps/{step}/solution", this::solution);
    }

    private Lesson lesson(Context request) {
        return lessons.apply(request.pathParam("lesson"));
    }

    private static Step step(Context request, Lesson lesson) {
        String id = request.pathParam("step");
        return lesson.steps().stream()
                .filter(step -> step.id().value().equals(id))
                .findFirst()
                .orElseThrow(NotFoundResponse::new);
    }

    private void restart(Context request) throws InterruptedException {
        Student student = students.apply(request);
        answer(request, control.restart(student, lesson(request)));
    }

    private void reset(Context request) throws InterruptedException {
        Student student = students.apply(request);
        Lesson lesson = lesson(request);
        answer(request, control.reset(student, lesson, step(request, lesson).id()));
    }

    private void solution(Context request) {
        Student student = students.apply(request);
        Lesson lesson = lesson(request);
        List<Line> lines = control.solution(student, lesson, step(request, lesson)).stream()
                .map(ControlRoutes::line)
                .toList();
        json(request, Map.of("lines", lines));
    }

    private record Line(int host, String terminal, String command) {}

    private static Line line(TypedLine line) {
        return new Line(line.host(), line.terminal().name(), line.command());
    }

    private static void answer(Context request, CompletableFuture<Void> work) throws InterruptedException {
        try {
            work.get();
            request.status(NO_CONTENT);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case NoRoom full -> refuse(request, full.reason().word(), full);
                case EngineException.NotFound missing -> refuse(request, "none", missing);
                case EngineException.Conflict busy -> refuse(request, "busy", busy);
                case EngineException problem -> throw problem;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static void refuse(Context request, String reason, EngineException why) {
        LOG.info("{} is refused: {}", request.path(), why.getMessage());
        json(request.status(CONFLICT), Map.of("reason", reason));
    }

    private static void json(Context request, Map<String, ?> body) {
        request.contentType(ContentType.APPLICATION_JSON).result(JSON.writeValueAsString(body));
    }
}
