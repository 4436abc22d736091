package dev.drydock.web.live;

import dev.drydock.core.labhost.LabId;
import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.web.lab.HostNumber;
import dev.drydock.web.lab.LabDoor;
import dev.drydock.web.language.Language;
import dev.drydock.web.look.LabLooks;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Student;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The WebSocket behind the pictures and the steps: sends {@link LiveMessage}s and takes nothing. The query says which
 * {@code lesson} the page shows and in which {@code lang}, or without a lesson from which {@code host} the pictures are.
 */
public final class LiveSocket implements Consumer<WsConfig> {
    private static final String SESSION = "live-session";
    private static final String OTHERS = "live-other-hosts";
    private static final int PING_SECONDS = 15;

    private final LabDoor labs;
    private final Lessons lessons;
    private final Function<WsContext, Student> students;
    private final InstantSource clock;
    private final PreviewSettings previews;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * What lessons need.
     *
     * @param looks into lab hosts, for their checks
     */
    public record Lessons(List<Course> courses, ProgressStore progress, LabLooks looks) {
        public Lessons {
            courses = List.copyOf(courses);
        }
    }

    /** @param students whose a connection is; it has been let in before */
    public LiveSocket(
            LabDoor labs,
            Lessons lessons,
            Function<WsContext, Student> students,
            InstantSource clock,
            PreviewSettings previews) {
        this.labs = labs;
        this.lessons = lessons;
        this.students = students;
        this.clock = clock;
        this.previews = previews;
    }

    @Override
    public void accept(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onMessage(context -> refuse(context));
        socket.onBinaryMessage(context -> refuse(context));
        socket.onClose(context -> close(context));
        socket.onError(context -> close(context));
    }

    private void connect(WsConnectContext context) {
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        Student student = students.apply(context);
        int host = HostNumber.of(context);
        Optional<Lesson> lesson = lesson(context).filter(_ -> host == 1);
        Optional<LessonWatch> watch = lesson.map(each -> new LessonWatch(
                student,
                each,
                lessons.progress(),
                clock,
                number -> labs.find(student, number).map(lab -> lab.engine().view())));
        String tag = context.queryParam("lang");
        Language language = Optional.ofNullable(tag).flatMap(Language::parse).orElse(Language.ENGLISH);
        LiveSession session = new LiveSession(
                context.session,
                labs.open(student, host),
                watch,
                lessons.looks(),
                new LiveSession.Reader(language.locale(), json, previews(context)));
        context.attribute(SESSION, session);
        OtherHosts others =
                new OtherHosts(labs, student, lesson.map(Lesson::hosts).orElse(1), session::lookAgain);
        context.attribute(OTHERS, others);
        session.start();
        others.start();
    }

    /** The page's own address, which the browser had to name, is the one by which it finds this server. */
    private Function<LabId, Optional<String>> previews(WsContext context) {
        String origin = context.header("Origin");
        return lab -> origin == null ? Optional.empty() : previews.address(lab, origin);
    }

    private Optional<Lesson> lesson(WsContext context) {
        String wanted = context.queryParam("lesson");
        return lessons.courses().stream()
                .map(Course::lessons)
                .flatMap(List::stream)
                .filter(lesson -> lesson.id().value().equals(wanted))
                .findFirst();
    }

    private static void refuse(WsContext context) {
        context.session.close(StatusCode.POLICY_VIOLATION, "nothing is taken here", Callback.NOOP);
    }

    private static void close(WsContext context) {
        LiveSession session = context.attribute(SESSION);
        OtherHosts others = context.attribute(OTHERS);
        if (session != null && others != null) {
            session.close();
            others.close();
        }
    }
}
