package dev.drydock.web.lab;

import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.TerminalId;
import dev.drydock.web.student.Student;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * The terminals of a student's lab host: {@code GET /lab/hosts/2/terminals} answers 200 {@code {"terminals": ["1", "logs"]}},
 * those whose shells run, none while the lab host does not; {@code DELETE /lab/hosts/2/terminals/logs} ends one and answers
 * 204. The first terminal stays. They are opened by their WebSockets.
 */
public final class TerminalRoutes {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HOST = "host";
    private static final String TERMINAL = "terminal";
    private static final int NO_CONTENT = 204;

    private final LabDoor labs;
    private final Function<Context, Student> students;

    /** @param students who asks; refuses whom this server does not know */
    public TerminalRoutes(LabDoor labs, Function<Context, Student> students) {
        this.labs = labs;
        this.students = students;
    }

    public void register(RoutesConfig routes) {
        routes.get("/lab/hosts/{host}/terminals", this::list);
        routes.delete("/lab/hosts/{host}/terminals/{terminal}", this::close);
    }

    private void list(Context request) {
        Student student = students.apply(request);
        int host = host(request);
        List<String> names = labs.find(student, host).map(LabHost::terminals).orElse(List.of()).stream()
                .map(TerminalId::name)
                .sorted()
                .toList();
        request.contentType(ContentType.APPLICATION_JSON).result(JSON.writeValueAsString(Map.of("terminals", names)));
    }

    private void close(Context request) {
        Student student = students.apply(request);
        int host = host(request);
        TerminalId terminal = TerminalId.find(request.pathParam(TERMINAL))
                .filter(named -> !named.isFirst())
                .orElseThrow(NotFoundResponse::new);
        labs.find(student, host).ifPresent(lab -> lab.closeTerminal(terminal));
        request.status(NO_CONTENT);
    }

    private static int host(Context request) {
        return HostNumber.parse(request.pathParam(HOST)).orElseThrow(NotFoundResponse::new);
    }
}
