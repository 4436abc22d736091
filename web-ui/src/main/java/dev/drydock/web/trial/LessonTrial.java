package dev.drydock.web.trial;

import dev.drydock.core.engine.EngineView;
import dev.drydock.core.labhost.LabHost;
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
import dev.drydock.web.student.Sessions;
import dev.drydock.web.trial.TrialResult.Part;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One lesson in one language, done by one student: no check may be met at the start; then the solution is typed into the
 * terminal step by step, and the page must say of each step that it is done after it was typed, and not before.
 */
final class LessonTrial {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String COOKIE = "drydock-student=";
    private static final int SHOWN_LINES = 20;
    private static final int CREATED = 201;

    private final Trials trials;
    private final Lesson lesson;
    private final Locale locale;
    private final Sessions.Opened student;
    private final List<Part> parts = new ArrayList<>();

    LessonTrial(Trials trials, Lesson lesson, Locale locale, Sessions.Opened student) {
        this.trials = trials;
        this.lesson = lesson;
        this.locale = locale;
        this.student = student;
    }

    TrialResult run() throws InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            openPage(browser);
            for (int host = 2; host <= lesson.hosts(); host++) {
                addHost(browser);
            }
            String query = "?lesson=" + lesson.id() + "&lang=" + locale.toLanguageTag();
            try (TrialSocket live = connect(browser, "/lab/live" + query);
                    TrialTerminals terminals = new TrialTerminals(
                            lesson.hosts(),
                            host -> connect(browser, "/lab/terminals/1?rows=50&columns=200&host=" + host))) {
                if (part("start", () -> start(terminals))) {
                    typeAll(live, terminals);
                }
            }
        } catch (IOException e) {
            parts.add(new Part("page", Duration.ZERO, Optional.of(String.valueOf(e.getMessage()))));
        } finally {
            trials.labs().remove(student.student().lab());
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
        int status = browser.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("the lesson's page answers " + status);
        }
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
        LabHost lab = trials.labs().find(student.student().lab()).orElseThrow();
        Set<Look> looks = new HashSet<>();
        lesson.steps().forEach(step -> looks.addAll(Looks.all(step.check())));
        Sights sights = trials.looks().look(lab, looks).join();
        EngineView view = new StudentView(view(1).orElseThrow(), this::view);
        for (Step step : lesson.steps()) {
            Optional<String> problem = switch (Evaluation.evaluate(
                    step.check(), view, sights, trials.clock().instant())) {
                case Met _ -> Optional.of("the check of " + step.id() + " is met on a new lab host");
                case NotYet(var reason) ->
                    reason.text(locale).isBlank()
                            ? Optional.of("the check of " + step.id() + " does not say why it is not met")
                            : Optional.empty();
            };
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<EngineView> view(int host) {
        return trials.labs()
                .find(student.student().lab().host(host))
                .map(lab -> lab.engine().view());
    }

    private void typeAll(TrialSocket live, TrialTerminals terminals) throws InterruptedException {
        for (Step step : lesson.steps()) {
            if (!part(step.id().value(), () -> type(step, live, terminals))) {
                return;
            }
        }
    }

    private Optional<String> type(Step step, TrialSocket live, TrialTerminals terminals) throws InterruptedException {
        String id = step.id().value();
        if (!live.await(received -> "open".equals(status(received, id).word()), PATIENCE)) {
            return Optional.of("before anything of it was typed, the step is "
                    + status(live.received(), id).word());
        }
        List<TypedLine> lines = step.solution().lines();
        TrialTerminal terminal = terminals.of(lines.getLast().host());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).command();
            terminal = terminals.of(lines.get(i).host());
            boolean keysFollow = i + 1 < lines.size()
                    && TrialTerminal.isKeys(lines.get(i + 1).command());
            if (!terminal.type(line, keysFollow)) {
                return Optional.of(
                        "after \"" + line + "\" comes no " + (keysFollow ? "output" : "prompt") + screen(terminal));
            }
        }
        if (!live.await(received -> "done".equals(status(received, id).word()), PATIENCE)) {
            Status status = status(live.received(), id);
            return Optional.of(
                    "after its solution the step is " + status.word() + ": " + status.reason() + screen(terminal));
        }
        return Optional.empty();
    }

    private static String screen(TrialTerminal terminal) {
        List<String> lines = terminal.output().lines().toList();
        return "\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()))
                        .indent(4)
                        .stripTrailing();
    }

    private record Status(String word, String reason) {}

    /** What the page says of a step now. */
    private static Status status(TrialSocket.Received received, String step) {
        @Nullable JsonNode last = null;
        for (String text : received.texts()) {
            if (text.contains("\"progress\"")) {
                JsonNode message = JSON.readTree(text);
                last = "progress".equals(message.path("type").asString()) ? message : last;
            }
        }
        if (last != null) {
            for (JsonNode each : last.path("steps")) {
                if (step.equals(each.path("id").asString())) {
                    return new Status(
                            each.path("status").asString(), each.path("reason").asString(""));
                }
            }
        }
        return new Status("unknown", "");
    }
}
