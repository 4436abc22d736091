package dev.drydock.web.trial;

import dev.drydock.core.engine.EngineView;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Evaluation;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Looks;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.check.StudentView;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.TypedLine;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.lessons.progress.LessonRun;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.Sessions;
import dev.drydock.web.trial.TrialResult.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One lesson in one language, done by one student: no check may be met at the start; then the solution is typed into the
 * terminal step by step, and the page must say of each step that it is done after it was typed, and not before.
 */
final class LessonTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String COOKIE = "drydock-student=";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Trials trials;
    private Lesson lesson;
    private final Locale locale;
    private final Sessions.Opened student;
    private final List<Part> parts = new ArrayList<>();
    private String page = "";

    LessonTrial(Trials trials, Lesson lesson, Locale locale, Sessions.Opened student) {
        this.trials = trials;
        this.lesson = trials.lessons().open(student.student(), lesson).lesson();
        this.locale = locale;
        this.student = student;
    }

    TrialResult run() throws InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            openPage(browser);
            for (int host = 2; host <= lesson.hosts(); host++) {
                if (!trials.labs().isMade(student.student().lab().host(host))) {
                    addHost(browser);
                }
            }
            String query = "?lesson=" + lesson.id() + "&lang=" + locale.toLanguageTag();
            try (TrialSocket live = connect(browser, "/lab/live" + query);
                    TrialTerminals terminals = new TrialTerminals(
                            lesson.hosts(),
                            (host, terminal) -> connect(
                                    browser, "/lab/terminals/" + terminal + "?rows=50&columns=200&host=" + host))) {
                if (part("start", () -> start(terminals))) {
                    typeAll(live, terminals);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            parts.add(new Part("page", Duration.ZERO, Optional.of(String.valueOf(e.getMessage()))));
        }
        return new TrialResult(lesson.id(), locale, parts);
    }

    /** Finds what is not as it must be. */
    private interface Attempt {
        Optional<String> failure() throws InterruptedException;
    }

    /** Returns whether it went well. */
    private boolean part(String name, Attempt attempt) throws InterruptedException {
        var began = trials.clock().instant();
        Optional<String> failure = attempt.failure();
        parts.add(new Part(name, Duration.between(began, trials.clock().instant()), failure));
        return failure.isEmpty();
    }

    private void openPage(HttpClient browser) throws IOException, InterruptedException {
        URI address = trials.origin().resolve("/lessons/" + lesson.id() + "?lang=" + locale.toLanguageTag());
        HttpRequest request =
                HttpRequest.newBuilder(address).header("Cookie", cookie()).build();
        HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException("the lesson's page answers " + answer.statusCode());
        }
        page = answer.body();
    }

    private void addHost(HttpClient browser) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(trials.origin().resolve("/lab/hosts"))
                .header("Cookie", cookie())
                .header("Origin", trials.origin().toString())
                .POST(BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != CREATED) {
            throw new IOException("a host cannot be added: " + answer.body());
        }
    }

    private TrialSocket connect(HttpClient browser, String path) {
        URI address = URI.create("ws://" + trials.origin().getAuthority() + path);
        return TrialSocket.connect(browser, address, trials.origin().toString(), cookie());
    }

    private String cookie() {
        return COOKIE + student.token().value();
    }

    private Optional<String> start(TrialTerminals terminals) throws InterruptedException {
        if (!terminals.awaitPrompts()) {
            return Optional.of("a terminal shows no prompt");
        }
        Set<Look> looks = new HashSet<>();
        Map<String, Check> checks = checks();
        checks.values().forEach(check -> looks.addAll(Looks.all(check)));
        Sights sights = trials.looks().look(firstLab(), looks).join();
        EngineView view = studentView();
        for (Map.Entry<String, Check> check : checks.entrySet()) {
            Optional<String> problem = switch (Evaluation.evaluate(
                    check.getValue(), view, sights, trials.clock().instant())) {
                case Met _ -> Optional.of("the check of " + check.getKey() + " is met on a new lab host");
                case NotYet(var reason) ->
                    reason.text(locale).isBlank()
                            ? Optional.of("the check of " + check.getKey() + " does not say why it is not met")
                            : Optional.empty();
            };
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** All of the lesson, with the names by which failures speak of them. */
    private Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        for (Step step : lesson.steps()) {
            if (!step.check().equals(Step.NOTHING)) {
                checks.put(step.id().value(), step.check());
            }
            step.wrong().forEach(wrong -> checks.put(step.id() + ", wrong answer " + wrong.id(), wrong.check()));
            step.hints().stream()
                    .flatMap(hint -> hint.situation().stream())
                    .forEach(each -> checks.put(step.id() + ", hint " + each.id(), each.check()));
        }
        return checks;
    }

    private EngineView studentView() {
        return new StudentView(view(1).orElseThrow(), this::view);
    }

    private Optional<EngineView> view(int host) {
        return trials.labs()
                .find(student.student().lab().host(host))
                .map(lab -> lab.engine().view());
    }

    private void typeAll(TrialSocket live, TrialTerminals terminals) throws InterruptedException {
        for (int i = 0; i < lesson.steps().size(); i++) {
            // What the steps before have taken down stands in what is typed now.
            lesson = trials.lessons().open(student.student(), lesson).lesson();
            Step step = lesson.steps().get(i);
            if (!part(step.id().value(), () -> type(step, live, terminals))) {
                return;
            }
        }
        if (lesson.steps().stream().anyMatch(step -> !step.isKept())) {
            part("end", () -> end(live));
        }
    }

    /** What a step asked for may have gone with the solution of another. */
    private Optional<String> end(TrialSocket live) {
        for (Step step : lesson.steps()) {
            ShownStep shown = ShownStep.of(live.received(), step.id().value());
            if (!shown.isDone()) {
                return Optional.of("in the end the step " + step.id() + " is " + shown.word() + ": " + shown.reason());
            }
        }
        return Optional.empty();
    }

    /** Whether the engine is as the step asks, which the page perhaps has not told yet. */
    private boolean isMet(Step step) {
        PersonalLessons.Opened opened = trials.lessons().open(student.student(), lesson);
        KeptProgress kept = opened.kept();
        LessonRun run =
                new LessonRun(opened.lesson(), LessonProgress.restore(opened.lesson(), kept.openedAt(), kept.doneAt()));
        EngineView view = studentView();
        Sights sights = trials.looks().look(firstLab(), run.looks(view)).join();
        return run.advance(view, sights, trials.clock().instant())
                .find(step.id())
                .flatMap(each -> each.doneAt().or(each::metAt))
                .isPresent();
    }

    private LabHost firstLab() {
        return trials.labs().find(student.student().lab()).orElseThrow();
    }

    private Optional<String> type(Step step, TrialSocket live, TrialTerminals terminals) throws InterruptedException {
        String id = step.id().value();
        live.await(received -> !ShownStep.of(received, id).isWaiting(), PATIENCE);
        ShownStep before = ShownStep.of(live.received(), id);
        if (!before.isOpen() || isMet(step)) {
            return Optional.of(
                    "before anything of it was typed, the step is " + (before.isOpen() ? "done" : before.word()));
        }
        Optional<String> wrong = new SituationTrial(live, terminals, page, PATIENCE).failure(step);
        if (wrong.isPresent()) {
            return wrong;
        }
        QuizTrial quizzes = new QuizTrial(live, PATIENCE);
        Optional<String> unpredicted = quizzes.predict(step, studentView());
        if (unpredicted.isPresent()) {
            return unpredicted;
        }
        List<TypedLine> lines = step.solution().lines();
        Optional<String> untyped = terminals.type(lines);
        if (untyped.isPresent()) {
            return untyped;
        }
        Optional<String> unanswered = quizzes.answer(
                step, studentView(), () -> !ShownStep.of(live.received(), id).isDone());
        if (unanswered.isPresent()) {
            return unanswered;
        }
        if (!live.await(received -> ShownStep.of(received, id).isDone(), PATIENCE)) {
            ShownStep shown = ShownStep.of(live.received(), id);
            return Optional.of("after its solution the step is " + shown.word() + ": " + shown.reason()
                    + (lines.isEmpty() ? terminals.screen() : terminals.screen(lines.getLast())));
        }
        return Optional.empty();
    }
}
