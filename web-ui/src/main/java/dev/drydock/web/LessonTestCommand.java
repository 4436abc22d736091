package dev.drydock.web;

import dev.drydock.core.distribution.RegistrySettings;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.id.RandomIds;
import dev.drydock.core.labhost.LabRules;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.message.Messages;
import dev.drydock.sandbox.cgroup.LabLimits;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.trial.JunitReport;
import dev.drydock.web.trial.TrialResult;
import dev.drydock.web.trial.Trials;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries lessons on a server of its own; exit code 1 when one fails, 2 when one could not be tried. */
@Command(name = "test", description = "type the solutions of lessons into real terminals")
final class LessonTestCommand implements Callable<Integer> {
    private static final int LABS = 100;
    private static final int NOT_TRIED = 2;
    private static final int SEED_LETTERS = 8;

    @Spec
    private CommandSpec spec;

    @Option(names = "--content", required = true, description = "folder with the courses")
    private Path content;

    @Option(names = "--locale", description = "one language only, as en or zh-CN")
    private @Nullable String locale;

    @Option(names = "--junit", paramLabel = "FILE", description = "where to write the results as JUnit does")
    private @Nullable Path report;

    @Option(names = "--parallel", defaultValue = "4", description = "how many lessons at the same time")
    private int parallel;

    @Option(
            names = "--with-images",
            description = "first build the images that the lessons need (from Debian packages; takes minutes)")
    private boolean withImages;

    @Option(
            names = "--one-student",
            description = "one student does the lessons one after another, on the same lab hosts")
    private boolean oneStudent;

    @Option(
            names = "--seed",
            description = "draws the values of variables; give the one that a run printed to have its values again")
    private @Nullable String seed;

    @Parameters(paramLabel = "LESSON", description = "ids, as hello-world; all without one")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Locale> locales = locales();
        List<Lesson> lessons = lessons();
        seed(lessons);
        Path directory = Files.createTempDirectory(Path.of("/tmp"), "drydock-lesson-");
        List<TrialResult> results;
        try (DataDirectory data = DataDirectory.open(directory);
                App app = App.start(data, options(), () -> {})) {
            if (withImages) {
                buildImages(app, lessons);
            }
            results = app.trials().run(rows(lessons, locales), Math.max(1, parallel), this::print);
        } finally {
            Trees.delete(directory);
        }
        if (report != null) {
            JunitReport.write(results, report);
        }
        boolean failed = results.stream().anyMatch(result -> result.isTried() && !result.isPassed());
        return failed ? 1 : results.stream().allMatch(TrialResult::isTried) ? 0 : NOT_TRIED;
    }

    private List<Trials.Row> rows(List<Lesson> lessons, List<Locale> locales) {
        return (oneStudent ? Stream.of(lessons) : lessons.stream().map(List::of))
                .flatMap(row -> locales.stream().map(locale -> new Trials.Row(row, locale)))
                .toList();
    }

    /** Says what the values of this run are drawn from, if there are any. */
    private void seed(List<Lesson> lessons) {
        if (seed == null) {
            seed = new RandomIds().next().substring(0, SEED_LETTERS);
        }
        if (lessons.stream().anyMatch(lesson -> lesson.variants().isPresent())) {
            spec.commandLine().getOut().println("variables: --seed " + seed);
        }
    }

    private void buildImages(App app, List<Lesson> lessons) {
        Set<ImageReference> images = new HashSet<>();
        lessons.forEach(lesson -> images.addAll(lesson.images()));
        PrintWriter out = spec.commandLine().getOut();
        app.build(images, line -> {
            out.println(line);
            out.flush();
        });
    }

    private ServeOptions options() {
        return new ServeOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                LessonShelf.of(Courses.load(content)),
                new LabRules(LABS, Duration.ZERO),
                LabLimits.DEFAULT,
                RegistrySettings.DEFAULT,
                EgressRules.NOTHING,
                PreviewSettings.LOCAL,
                false,
                Optional.ofNullable(seed));
    }

    private List<Locale> locales() {
        if (locale == null) {
            return Messages.LOCALES;
        }
        return Messages.LOCALES.stream()
                .filter(each -> each.toLanguageTag().equals(locale))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new StartProblem("lessons are not written in " + locale));
    }

    private List<Lesson> lessons() {
        List<Lesson> all = Courses.load(content).courses().stream()
                .flatMap(course -> course.lessons().stream())
                .toList();
        return ids.isEmpty() ? all : ids.stream().map(id -> find(all, id)).toList();
    }

    private static Lesson find(List<Lesson> lessons, String id) {
        return lessons.stream()
                .filter(lesson -> lesson.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new StartProblem(
                        "no lesson " + id + " can be read; ./drydock lesson lint says why, and there are "
                                + lessons.stream().map(Lesson::id).toList()));
    }

    private synchronized void print(TrialResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-4s %s %.1f s%n",
                result.isPassed() ? "ok" : result.isTried() ? "FAIL" : "NOT TRIED",
                result.name(),
                result.time().toMillis() / 1000.0);
        if (!result.isTried()) {
            out.println("  it needs " + String.join(", ", result.missingImages())
                    + ": give --with-images to build them first");
        }
        result.parts()
                .forEach(part -> part.failure().ifPresent(failure -> out.println("  " + part.name() + ": " + failure)));
        out.flush();
    }
}
