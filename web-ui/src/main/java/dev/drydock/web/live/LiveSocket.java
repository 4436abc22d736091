package dev.drydock.web.live;

import dev.drydock.core.labhost.LabId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.web.control.StepControl;
import dev.drydock.web.lab.HostNumber;
import dev.drydock.web.lab.LabDoor;
import dev.drydock.web.language.Language;
import dev.drydock.web.look.LabLooks;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.OpenPages;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Student;
import dev.drydock.web.terminal.MessageRate;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The WebSocket behind the pictures and the steps: sends {@link LiveMessage}s and takes {@link PageMessage}s. The query says which
 * {@code lesson} the page shows and in which {@code lang}, or without a lesson from which {@code host} the pictures are.
 */
public final class LiveSocket implements Consumer<WsConfig> {
    private static final String SESSION = "live-session";
    private static final String OTHERS = "live-other-hosts";
    private static final String SHELF = "live-shelf";
    private static final String PAGE = "live-page";
    private static final String RATE = "live-rate";
    private static final int PING_SECONDS = 15;
    private static final int MESSAGES_PER_SECOND = 5;
    private static final int MESSAGE_BURST = 50;

    private final LabDoor labs;
    private final Lessons lessons;
    private final Function<WsContext, Student> students;
    private final InstantSource clock;
    private final PreviewSettings previews;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * What lessons need.
     *
     * @param personal as students have them
     * @param pages that are open, this socket's among them
     * @param looks into lab hosts, for their checks
     */
    public record Lessons(
            LessonShelf shelf,
            ProgressStore progress,
            AttemptStore attempts,
            PersonalLessons personal,
            OpenPages pages,
            StepControl control,
            LabLooks looks) {}

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
        socket.onMessage(this::receive);
        socket.onBinaryMessage(context -> refuse(context, "bytes are not understood here"));
        socket.onClose(context -> close(context));
        socket.onError(context -> close(context));
    }

    private void connect(WsConnectContext context) {
        context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        context.attribute(RATE, new MessageRate(MESSAGES_PER_SECOND, MESSAGE_BURST, clock));
        Student student = students.apply(context);
        int host = HostNumber.of(context);
        long revision = lessons.shelf().contents().revision();
        Optional<Lesson> lesson = lesson(context).filter(_ -> host == 1);
        Optional<LessonWatch> watch = lesson.map(each -> new LessonWatch(
                student,
                each,
                lessons,
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
        watch.ifPresent(page -> {
            context.attribute(PAGE, page);
            lessons.pages().opened(student.id(), page, session::readAgain);
        });
        lesson.ifPresent(_ -> context.attribute(SHELF, lessons.shelf().watch(session::lessonChanged)));
        session.start();
        others.start();
        if (lesson.isPresent() && lessons.shelf().contents().revision() != revision) {
            session.lessonChanged();
        }
    }

    /** The page's own address, which the browser had to name, is the one by which it finds this server. */
    private Function<LabId, Optional<String>> previews(WsContext context) {
        String origin = context.header("Origin");
        return lab -> origin == null ? Optional.empty() : previews.address(lab, origin);
    }

    private Optional<Lesson> lesson(WsContext context) {
        return Optional.ofNullable(context.queryParam("lesson")).flatMap(lessons.shelf()::find);
    }

    private void receive(WsMessageContext context) {
        LiveSession session = context.attribute(SESSION);
        if (!Objects.requireNonNull(context.<MessageRate>attribute(RATE)).allows()) {
            refuse(context, "too many messages");
            return;
        }
        try {
            if (session == null || !session.receive(PageMessage.parse(json, context.message()))) {
                refuse(context, "this is not taken here");
            }
        } catch (IllegalArgumentException e) {
            refuse(context, "this is not understood");
        }
    }

    private static void refuse(WsContext context, String reason) {
        context.session.close(StatusCode.POLICY_VIOLATION, reason, Callback.NOOP);
    }

    private void close(WsContext context) {
        LiveSession session = context.attribute(SESSION);
        OtherHosts others = context.attribute(OTHERS);
        if (session != null && others != null) {
            session.close();
            others.close();
            Optional.ofNullable(context.<LessonShelf.Watch>attribute(SHELF)).ifPresent(LessonShelf.Watch::close);
            Optional.ofNullable(context.<LessonWatch>attribute(PAGE))
                    .ifPresent(page ->
                            lessons.pages().closed(students.apply(context).id(), page));
        }
    }
}
