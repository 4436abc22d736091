package dev.drydock.web.pages;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.AttendedLabHosts;
import dev.drydock.core.labhost.EngineEndpoint;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.labhost.MachineRoom;
import dev.drydock.core.simulated.SimulatedLabHosts;
import dev.drydock.core.time.ThreadScheduler;
import dev.drydock.lessons.course.LessonId;
import dev.drydock.lessons.format.Courses;
import dev.drydock.web.look.LabLooks;
import dev.drydock.web.preview.PreviewKeys;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.student.InMemoryAttemptStore;
import dev.drydock.web.student.InMemoryProgressStore;
import dev.drydock.web.student.InMemoryStudents;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.PersonalLessons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A pages server on simulated lab hosts, with the courses that are shipped. */
public final class PagesFixture implements Site {
    private static final Path CONTENT = Path.of("../content");

    private final ThreadScheduler scheduler;
    private final LabHosts labs;
    private final InMemoryProgressStore progress = new InMemoryProgressStore();
    private final LabLooks looks = new LabLooks(Optional.empty());
    private final PagesServer server;
    private final int port;

    /** On simulated lab hosts that keep their sockets in this directory. */
    public PagesFixture(Path directory) {
        this(directory, new ThreadScheduler());
    }

    private PagesFixture(Path directory, ThreadScheduler scheduler) {
        this(
                new LearningLabHosts(new SimulatedLabHosts(
                        directory, new NoEndpoint(), new RandomIds(), Clock.systemUTC(), scheduler)),
                scheduler,
                List.of());
    }

    /** On simulated lab hosts of which a student may have so many. */
    static PagesFixture withRules(Path directory, int ofOneStudent) {
        return withRules(directory, ofOneStudent, CONTENT);
    }

    /** The same with the courses of this folder. */
    public static PagesFixture withRules(Path directory, int ofOneStudent, Path content) {
        ThreadScheduler scheduler = new ThreadScheduler();
        LabHosts simulated =
                new SimulatedLabHosts(directory, new NoEndpoint(), new RandomIds(), Clock.systemUTC(), scheduler);
        LabHosts labs = new AttendedLabHosts(
                new LearningLabHosts(simulated),
                new LabRules(100, ofOneStudent, Duration.ZERO),
                MachineRoom.UNLIMITED,
                _ -> Optional.empty(),
                Clock.systemUTC());
        return new PagesFixture(labs, scheduler, List.of(), content);
    }

    public PagesFixture(LabHosts labs) {
        this(labs, new ThreadScheduler(), List.of());
    }

    /** On lab hosts that lack something. */
    PagesFixture(LabHosts labs, List<String> reductions) {
        this(labs, new ThreadScheduler(), reductions);
    }

    private PagesFixture(LabHosts labs, ThreadScheduler scheduler, List<String> reductions) {
        this(labs, scheduler, reductions, CONTENT);
    }

    private PagesFixture(LabHosts labs, ThreadScheduler scheduler, List<String> reductions, Path content) {
        this(labs, scheduler, reductions, LessonShelf.of(Courses.load(content)));
    }

    /** On simulated lab hosts that keep their sockets in this directory, with these lessons. */
    public static PagesFixture with(Path directory, LessonShelf shelf) {
        ThreadScheduler scheduler = new ThreadScheduler();
        LabHosts simulated =
                new SimulatedLabHosts(directory, new NoEndpoint(), new RandomIds(), Clock.systemUTC(), scheduler);
        return new PagesFixture(new LearningLabHosts(simulated), scheduler, List.of(), shelf);
    }

    private PagesFixture(LabHosts labs, ThreadScheduler scheduler, List<String> reductions, LessonShelf shelf) {
        this.labs = labs;
        this.scheduler = scheduler;
        server = new PagesServer(new PagesPorts(
                labs,
                LabSnapshots.NONE,
                shelf,
                new InMemoryStudents(),
                progress,
                new InMemoryAttemptStore(),
                new PersonalLessons(progress, Clock.systemUTC(), Optional.empty()),
                looks,
                image -> false,
                new RandomIds(),
                Clock.systemUTC(),
                reductions,
                new PreviewSettings(new PreviewKeys(new byte[32]), PreviewSettings.LOCAL)));
        port = server.start("127.0.0.1", 0);
    }

    /** Nobody connects to these engines from outside. */
    private static final class NoEndpoint implements EngineEndpoint {
        @Override
        public void open(LabId lab, Path socket, Engine engine) {}

        @Override
        public void close(LabId lab) {}
    }

    /** What is kept of the one student who opened a lesson. */
    public KeptProgress onlyProgress(LessonId lesson) {
        List<KeptProgress> kept = progress.in(lesson);
        if (kept.size() != 1) {
            throw new IllegalStateException("opened by " + kept.size());
        }
        return kept.getFirst();
    }

    public LabHosts labs() {
        return labs;
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI socketAddress(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    @Override
    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** A browser of its own, with cookies. */
    public static HttpClient browser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    public HttpResponse<String> get(HttpClient browser, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
        return send(browser, headers.length == 0 ? request : request.headers(headers));
    }

    public static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Document page(HttpClient browser, String path, String... headers) {
        return Jsoup.parse(get(browser, path, headers).body());
    }

    @Override
    public void close() {
        server.close();
        looks.close();
        scheduler.close();
    }
}
