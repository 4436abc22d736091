package dev.drydock.web.pages;

import dev.drydock.core.labhost.TerminalId;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.web.authoring.DraftSocket;
import dev.drydock.web.control.ControlRoutes;
import dev.drydock.web.control.StepControl;
import dev.drydock.web.lab.HostRoutes;
import dev.drydock.web.lab.LabDoor;
import dev.drydock.web.lab.TerminalRoutes;
import dev.drydock.web.live.LiveSocket;
import dev.drydock.web.preview.PreviewHandler;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.OpenPages;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.Sessions;
import dev.drydock.web.student.Student;
import dev.drydock.web.terminal.TerminalSocket;
import dev.drydock.web.transfer.ProgressRoutes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.staticfiles.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of the web pages. Start it once; closing it ends connections and leaves lab hosts running. */
public final class PagesServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PagesServer.class);
    private static final Set<HandlerType> HARMLESS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final List<Integer> ERRORS = List.of(400, 401, 403, 404, 405, 413, 421, 500, 503);
    private static final int MAX_TEXT_MESSAGE = 1024;

    private final PagesPorts ports;
    private final LabDoor labs;
    private final OpenPages open = new OpenPages();
    private final StepControl control;
    private final StudentCookie cookie;
    private final Visitor visitors;
    private final Origins origins;
    private final SecurityHeaders security = new SecurityHeaders();
    private final Templates templates = new Templates();
    private final Javalin server;

    public PagesServer(PagesPorts ports) {
        this(ports, Set.of());
    }

    /** @param origins the addresses that browsers know this server by; empty to go by what each request names */
    public PagesServer(PagesPorts ports, Set<String> origins) {
        this.ports = ports;
        this.labs = new LabDoor(ports.labs(), ports.snapshots());
        this.control = new StepControl(
                labs, new StepControl.Kept(ports.progress(), ports.attempts(), ports.lessons(), open), ports.clock());
        this.cookie = ports.shelf().isDraft() ? StudentCookie.ofDraft(ports.ids()) : StudentCookie.LASTING;
        this.visitors = new Visitor(new Sessions(ports.students(), ports.ids(), ports.clock()), cookie);
        this.origins = new Origins(origins);
        this.server = Javalin.create(this::configure);
    }

    /** Listens on this address; returns the port, which the system chooses when 0 is asked for. */
    public int start(String host, int port) {
        server.start(host, port);
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        labs.close();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.jetty.modifyWebSocketServletFactory(factory -> factory.setMaxTextMessageSize(MAX_TEXT_MESSAGE));
        // Before everything else: what is below the preview domain is never a page of the lessons.
        config.jetty.modifyServer(jetty -> jetty.setHandler(
                new PreviewHandler(ports.labs(), ports.previews(), List.of(cookie.name(), Visitor.LANGUAGE_COOKIE))));
        config.jetty.modifyServletContextHandler(PagesServer::forgoCompression);
        config.staticFiles.add(files -> {
            files.hostedPath = "/static";
            files.directory = "/static";
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache", "X-Content-Type-Options", "nosniff");
        });
        routes(config.routes);
        sockets(config.routes);
        errors(config.routes);
    }

    /** A deflater for each socket costs more memory than everything else that a terminal needs. */
    private static void forgoCompression(ServletContextHandler context) {
        context.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarted(LifeCycle started) {
                WebSocketServerComponents.getWebSocketComponents(context)
                        .getExtensionRegistry()
                        .unregister("permessage-deflate");
            }
        });
    }

    private void routes(RoutesConfig routes) {
        routes.before(request -> {
            security.add(request);
            origins.requireKnownHost(request);
            if (!HARMLESS.contains(request.method())) {
                origins.requireSameOrigin(request);
            }
        });
        routes.get("/", this::courses);
        routes.get("/glossary", this::glossary);
        routes.get("/lessons/{lesson}", this::lesson);
        routes.get("/courses/{course}/certificate", this::certificate);
        new HostRoutes(labs, visitors::required).register(routes);
        new TerminalRoutes(labs, visitors::required).register(routes);
        new ControlRoutes(control, visitors::required, this::find).register(routes);
        new ProgressRoutes(
                        new ProgressRoutes.Kept(ports.shelf(), ports.progress(), ports.attempts(), open, ports.clock()),
                        visitors::required,
                        visitors::enrolled)
                .register(routes);
    }

    private void sockets(RoutesConfig routes) {
        routes.wsBeforeUpgrade(upgrade -> {
            origins.requireKnownHost(upgrade);
            origins.requireSameOrigin(upgrade);
        });
        routes.wsBeforeUpgrade("/lab/*", visitors::admit);
        if (ports.shelf().isDraft()) {
            routes.ws("/draft", new DraftSocket(ports.shelf()));
        }
        routes.wsBeforeUpgrade("/lab/terminals/{terminal}", PagesServer::requireTerminal);
        routes.ws("/lab/terminals/{terminal}", new TerminalSocket(labs, Visitor::student, ports.clock()));
        routes.ws(
                "/lab/live",
                new LiveSocket(
                        labs,
                        new LiveSocket.Lessons(
                                ports.shelf(),
                                ports.progress(),
                                ports.attempts(),
                                ports.lessons(),
                                open,
                                control,
                                ports.looks()),
                        Visitor::student,
                        ports.clock(),
                        ports.previews()));
    }

    private static void requireTerminal(Context upgrade) {
        if (TerminalId.find(upgrade.pathParam(TerminalSocket.TERMINAL)).isEmpty()) {
            throw new NotFoundResponse();
        }
    }

    private void errors(RoutesConfig routes) {
        routes.exception(Exception.class, (failure, request) -> {
            LOG.error("{} {}", request.method(), request.path(), failure);
            request.status(500);
        });
        for (int status : ERRORS) {
            routes.error(status, request -> templates.render(request, ErrorPage.of(frame(request), status)));
        }
    }

    private void courses(Context request) {
        List<Course> courses = ports.shelf().courses();
        Map<LessonId, Set<StepId>> done = visitors.known(request)
                .map(student -> ports.progress().doneSteps(student.id()))
                .orElse(Map.of());
        CoursesPage page = CoursesPage.of(frame(request), courses, done);
        templates.render(request, page);
    }

    private void glossary(Context request) {
        templates.render(
                request,
                GlossaryPage.of(frame(request), ports.shelf().contents().courses()));
    }

    private void certificate(Context request) {
        Course course = ports.shelf().courses().stream()
                .filter(each -> each.id().value().equals(request.pathParam("course")))
                .findFirst()
                .orElseThrow(NotFoundResponse::new);
        Optional<Student> student = visitors.known(request);
        templates.render(
                request,
                CertificatePage.of(frame(request), course, lesson -> student.flatMap(known -> way(known, lesson))));
    }

    private Optional<CertificatePage.Way> way(Student student, LessonId lesson) {
        return ports.progress()
                .find(student.id(), lesson)
                .map(kept ->
                        new CertificatePage.Way(kept.doneAt(), ports.progress().solutionsAsked(student.id(), lesson)));
    }

    private void lesson(Context request) {
        // Before the lesson: a page may be newer than it says, never older.
        Frame frame = frame(request);
        Lesson wanted = find(request.pathParam("lesson"));
        Student student = visitors.enrolled(request);
        if ("navigate".equals(request.header("Sec-Fetch-Mode"))) {
            // A browser shows the page and will ask for the lab host at once: by then it runs.
            labs.prepare(student);
        }
        PersonalLessons.Opened opened = ports.lessons().open(student, wanted);
        Lesson lesson = opened.lesson();
        KeptProgress kept = opened.kept();
        LessonProgress progress = LessonProgress.restore(lesson, kept.openedAt(), kept.doneAt());
        LessonPage.Way way = new LessonPage.Way(progress, ports.progress().solutionsAsked(student.id(), lesson.id()));
        List<String> missing = lesson.images().stream()
                .filter(ports.images().negate())
                .map(ImageReference::familiar)
                .toList();
        LessonPage.Lacks lacks = new LessonPage.Lacks(ports.reductions(), missing);
        Glossary glossary = ports.shelf().contents().courses().glossary();
        templates.render(request, LessonPage.of(frame, lesson, glossary, way, lacks, labs.numbers(student)));
    }

    private Lesson find(String id) {
        return ports.shelf().find(id).orElseThrow(NotFoundResponse::new);
    }

    private Frame frame(Context request) {
        Visitor.rememberLanguage(request);
        return Frame.of(Visitor.language(request), SecurityHeaders.nonce(request), request.path())
                .with(ports.shelf());
    }
}
