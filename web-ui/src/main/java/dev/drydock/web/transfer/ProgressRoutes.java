package dev.drydock.web.transfer;

import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.OpenPages;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Student;
import dev.drydock.web.student.StudentId;
import dev.drydock.web.transfer.ProgressTransfer.Imported;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /progress} gives the student's file; {@code POST /progress} takes one and answers what came of it, or 422 with
 * {@code {"reason": "format"}} for what is no such file, {@code "size"} for what is too large.
 */
public final class ProgressRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressRoutes.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int UNPROCESSABLE = 422;
    /** Reading a file writes to the disk many times. */
    private static final int AT_ONCE = 2;

    private final ProgressTransfer transfer;
    private final OpenPages pages;
    private final Function<Context, Student> known;
    private final Function<Context, Student> enrolled;
    private final Semaphore reading = new Semaphore(AT_ONCE);

    /** What is kept. */
    public record Kept(
            LessonShelf shelf, ProgressStore progress, AttemptStore attempts, OpenPages pages, InstantSource clock) {}

    /**
     * @param known who asks; refuses whom this server does not know
     * @param enrolled who asks, made a student now if they are none
     */
    public ProgressRoutes(Kept kept, Function<Context, Student> known, Function<Context, Student> enrolled) {
        this.transfer = new ProgressTransfer(kept.shelf(), kept.progress(), kept.attempts(), kept.clock());
        this.pages = kept.pages();
        this.known = known;
        this.enrolled = enrolled;
    }

    public void register(RoutesConfig routes) {
        routes.get("/progress", this::write);
        routes.post("/progress", this::read);
    }

    private void write(Context request) {
        Student student = known.apply(request);
        request.contentType(ContentType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"drydock-progress.json\"")
                .header("Cache-Control", "no-store")
                .result(transfer.write(student.id()).bytes());
    }

    private void read(Context request) throws IOException, InterruptedException {
        byte[] content = request.bodyInputStream().readNBytes(ProgressFile.LARGEST + 1);
        if (content.length > ProgressFile.LARGEST) {
            answer(request, UNPROCESSABLE, Map.of("reason", "size"));
            return;
        }
        reading.acquire();
        try {
            StudentId student = enrolled.apply(request).id();
            Imported imported = transfer.read(student, ProgressFile.parse(content));
            pages.changed(student);
            answer(request, 200, imported);
        } catch (IllegalArgumentException e) {
            LOG.debug("a file of progress is refused: {}", e.getMessage());
            answer(request, UNPROCESSABLE, Map.of("reason", "format"));
        } finally {
            reading.release();
        }
    }

    private static void answer(Context request, int status, Object body) {
        request.status(status).contentType(ContentType.APPLICATION_JSON).result(JSON.writeValueAsString(body));
    }
}
