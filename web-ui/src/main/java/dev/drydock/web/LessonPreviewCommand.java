package dev.drydock.web;

import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.Draft;
import dev.drydock.lessons.format.LessonProblem;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.web.authoring.Changes;
import dev.drydock.web.authoring.DirectoryChanges;
import dev.drydock.web.authoring.DraftFollower;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows lessons as they are being written, on a server of its own whose data directory goes away with it. */
@Command(name = "preview", description = "show lessons while they are written")
final class LessonPreviewCommand implements Callable<Integer> {
    private static final int LABS = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--content", required = true, description = "folder with the images of this server")
    private Path content;

    @Option(names = "--data", required = true, description = "where everything is kept until the end")
    private Path data;

    @Option(names = "--listen", defaultValue = "127.0.0.1", description = "address to listen on")
    private String listen;

    @Option(names = "--port", defaultValue = "0", description = "port to listen on; 0 for any free one")
    private int port;

    @Mixin
    private RegistryOptions registries;

    @Parameters(paramLabel = "DIR", description = "a lesson, a course or a content folder")
    private Path directory = Path.of("");

    private List<LessonProblem> said = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Running running = new Running(DataDirectory.open(data))) {
            Draft draft = Draft.open(directory, content)
                    .orElseThrow(() -> new StartProblem("there is nothing to show in " + directory
                            + ": no lesson.yaml, course.yaml or courses; ./drydock lesson new writes a lesson"));
            ListenAddress address = ListenAddress.of(listen, port);
            address.probe();
            Changes changes = running.watch(draft.directory());
            Courses first = draft.read();
            LessonShelf shelf = LessonShelf.ofDraft(first);
            App app = running.start(options(address, shelf), stopped::countDown);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(running::close));
            out().println("Drydock shows " + directory + " at " + address.url(app.port()) + path(first));
            out().println("What you save is shown at once. Ctrl+C ends it.");
            say(first);
            new DraftFollower(draft, shelf, changes, this::say).start();
            stopped.await();
        }
        return 0;
    }

    /** What has to end, in this order: at the end of the command, or with a signal. Closing it twice is harmless; the second waits. */
    private static final class Running implements AutoCloseable {
        private final DataDirectory data;
        private final Deque<Runnable> ends = new ArrayDeque<>();
        private boolean isClosed;

        Running(DataDirectory data) {
            this.data = data;
        }

        Changes watch(Path directory) throws IOException {
            Changes changes = DirectoryChanges.below(directory);
            ends.push(changes::close);
            return changes;
        }

        App start(ServeOptions options, Runnable stop) {
            App started = App.start(data, options, stop);
            ends.push(started::close);
            return started;
        }

        @Override
        public synchronized void close() {
            if (isClosed) {
                return;
            }
            isClosed = true;
            ends.forEach(Runnable::run);
            try {
                data.close();
                if (Files.exists(data.path())) {
                    Trees.delete(data.path());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("delete " + data.path(), e);
            }
        }
    }

    private ServeOptions options(ListenAddress address, LessonShelf shelf) {
        return new ServeOptions(
                address.socket(),
                shelf,
                new LabRules(LABS, Duration.ZERO),
                LabLimits.DEFAULT,
                registries.settings(),
                EgressRules.NOTHING,
                PreviewSettings.LOCAL,
                false,
                Optional.empty());
    }

    /** Of the lesson, where there is one; else of the list. */
    private static String path(Courses courses) {
        List<Lesson> lessons = courses.courses().stream()
                .flatMap(course -> course.lessons().stream())
                .toList();
        return lessons.size() == 1 ? "/lessons/" + lessons.getFirst().id() : "/";
    }

    /** Says what is wrong, when that is something else than before. */
    private void say(Courses courses) {
        if (!courses.problems().equals(said)) {
            courses.problems().forEach(out()::println);
            if (courses.problems().isEmpty()) {
                out().println("nothing is wrong any more");
            }
        }
        said = courses.problems();
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
