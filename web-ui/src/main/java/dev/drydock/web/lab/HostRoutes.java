package dev.drydock.web.lab;

import dev.drydock.core.error.EngineException;
import dev.drydock.core.labhost.NoRoom;
import dev.drydock.web.student.Student;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds and removes lab hosts of the student who asks: {@code POST /lab/hosts} answers 201 {@code {"number": 2}}, or 409
 * {@code {"reason": "hosts"}} when the student has as many as one may have, and with {@code labs}, {@code disk} or
 * {@code memory} when the server is full; {@code DELETE /lab/hosts/2} answers 204.
 */
public final class HostRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HostRoutes.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NUMBER = "number";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int CONFLICT = 409;

    private final LabDoor labs;
    private final Function<Context, Student> students;

    /** @param students who asks; refuses whom this server does not know */
    public HostRoutes(LabDoor labs, Function<Context, Student> students) {
        this.labs = labs;
        this.students = students;
    }

    public void register(RoutesConfig routes) {
        routes.post("/lab/hosts", this::add);
        routes.delete("/lab/hosts/{number}", this::remove);
    }

    private void add(Context request) throws InterruptedException {
        Student student = students.apply(request);
        try {
            answer(request, CREATED, Map.of(NUMBER, await(labs.add(student))));
        } catch (NoRoom full) {
            LOG.info("a lab host is not added: {}", full.getMessage());
            answer(request, CONFLICT, Map.of("reason", full.reason().word()));
        }
    }

    private static void answer(Context request, int status, Map<String, ?> body) {
        request.status(status).contentType(ContentType.APPLICATION_JSON).result(JSON.writeValueAsString(body));
    }

    private void remove(Context request) throws InterruptedException {
        Student student = students.apply(request);
        int number = HostNumber.parse(request.pathParam(NUMBER)).orElseThrow(NotFoundResponse::new);
        if (number == 1) {
            throw new NotFoundResponse();
        }
        await(labs.remove(student, number));
        request.status(NO_CONTENT);
    }

    private static <T> T await(CompletableFuture<T> work) throws InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EngineException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
