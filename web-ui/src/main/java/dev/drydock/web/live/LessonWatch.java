package dev.drydock.web.live;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.Look;
import dev.drydock.lessons.check.Sights;
import dev.drydock.lessons.check.StudentView;
import dev.drydock.lessons.course.HintId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.StepOrder;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.lessons.progress.LessonRun;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.lessons.progress.StepProgress;
import dev.drydock.lessons.progress.StepStatus;
import dev.drydock.lessons.progress.WrongSeen;
import dev.drydock.lessons.quiz.Given;
import dev.drydock.lessons.quiz.Marked;
import dev.drydock.lessons.quiz.Marking;
import dev.drydock.web.control.StepControl;
import dev.drydock.web.live.LiveMessage.LessonState;
import dev.drydock.web.live.LiveMessage.QuizState;
import dev.drydock.web.live.LiveMessage.StepState;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.KeptAttempts.HintKey;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import dev.drydock.web.student.OpenPages;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Student;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Follows one student through one lesson: asks the engine, marks answers, keeps what was done. Safe for
 * use by several threads.
 */
final class LessonWatch {
    /** What a page calls a step that was done by its solution. */
    private static final String SKIPPED = "skipped";

    private final Student student;
    private final PersonalLessons personal;
    private Lesson lesson;
    private final ProgressStore store;
    private final AttemptStore attempts;
    private final InstantSource clock;
    private final IntFunction<Optional<EngineView>> others;
    private final StepControl control;
    private final OpenPages pages;
    private @Nullable LessonProgress loaded;
    /** Of steps that open together, the first. */
    private final Set<StepId> begun = new HashSet<>();

    /**
     * Follows a lesson.
     *
     * @param lesson as everybody has it, before it is opened for the student
     * @param others what the engines of the student's further lab hosts have, by their numbers
     */
    LessonWatch(
            Student student,
            Lesson lesson,
            LiveSocket.Lessons lessons,
            InstantSource clock,
            IntFunction<Optional<EngineView>> others) {
        this.others = others;
        this.student = student;
        this.lesson = lesson;
        this.personal = lessons.personal();
        this.store = lessons.progress();
        this.attempts = lessons.attempts();
        this.control = lessons.control();
        this.pages = lessons.pages();
        this.clock = clock;
    }

    /** Read when the lab host runs: before that, somebody may lead the student back to an earlier step. */
    private LessonProgress progress() {
        LessonProgress known = loaded;
        if (known == null) {
            PersonalLessons.Opened opened = personal.open(student, lesson);
            KeptProgress kept = opened.kept();
            lesson = opened.lesson();
            known = LessonProgress.restore(lesson, kept.openedAt(), kept.doneAt())
                    .with(attempts.of(student.id(), lesson.id()).quizzes())
                    .skipping(store.solutionsAsked(student.id(), lesson.id()))
                    .losing(kept.lost());
            loaded = known;
        }
        return known;
    }

    /** What is kept has changed, by another page of the student or by what they asked for. */
    synchronized void readAgain() {
        LessonProgress before = loaded;
        if (before != null) {
            loaded = null;
            loaded = progress().remembering(before);
        }
    }

    /** Which looks into the first lab host the open steps need. */
    synchronized Set<Look> looks(EngineView first) {
        LessonProgress known = progress();
        return new LessonRun(lesson, known).looks(new StudentView(first, others));
    }

    /** Asks the engines and what was seen; returns when newly done steps, and those that are done no more, are kept. */
    synchronized LessonProgress look(EngineView first, Sights sights) {
        EngineView view = new StudentView(first, others);
        LessonProgress before = progress();
        LessonProgress next = new LessonRun(lesson, before).advance(view, sights, clock.instant());
        boolean captured = false;
        boolean isAnyOther = false;
        for (StepProgress step : next.steps()) {
            if (step.doneAt().isPresent() && !before.doneAt().containsKey(step.step())) {
                store.stepDone(
                        student.id(), lesson.id(), step.step(), step.doneAt().get(), step.captured());
                isAnyOther = true;
                captured |= !step.captured().isEmpty();
            } else if (step.doneAt().isEmpty() && before.doneAt().containsKey(step.step())) {
                store.stepLost(student.id(), lesson.id(), step.step());
                isAnyOther = true;
            }
        }
        next.steps().forEach(this::countWrong);
        begin(before, next);
        loaded = next;
        if (isAnyOther) {
            pages.changedOn(student.id(), this);
        }
        if (captured) {
            // Another page of the student may have been first.
            lesson = lesson.knowing(
                    store.open(student.id(), lesson.id(), clock.instant()).captured());
            return look(first, sights);
        }
        return next;
    }

    private void begin(LessonProgress before, LessonProgress now) {
        StepOrder order = lesson.order();
        now.steps().stream()
                .filter(step -> step.status() == StepStatus.OPEN)
                .map(step -> order.together(step.step()))
                .filter(together -> begun.add(together.getFirst()))
                // Where one was done already this is the beginning of none.
                .filter(together -> together.stream().noneMatch(before.doneAt()::containsKey))
                .forEach(together -> control.begun(student, lesson, together.getFirst()));
    }

    private void countWrong(StepProgress step) {
        Optional<WrongSeen> before = progress().find(step.step()).flatMap(StepProgress::wrong);
        step.wrong().filter(seen -> !before.equals(Optional.of(seen))).ifPresent(seen -> {
            var wrong = new WrongAnswerKey(step.step(), seen.wrong());
            store.wrongGiven(student.id(), lesson.id(), wrong, seen.since().orElseGet(clock::instant));
        });
    }

    /** How all questions of the lesson stand, from what is kept. */
    synchronized List<QuizState> questions(EngineView first, Locale reader) {
        progress();
        return lesson.steps().stream()
                .flatMap(step -> step.quizzes().stream().map(quiz -> question(step, quiz, first, reader)))
                .toList();
    }

    private QuizState question(Step step, Quiz quiz, EngineView first, Locale reader) {
        QuizStates states = new QuizStates(lesson.shown(), reader);
        QuizProgress answered = progress().of(quiz.id());
        if (isSettled(quiz, answered)) {
            return states.of(step, quiz, answered);
        }
        if (isSkipped(step)) {
            return states.shown(step, quiz, answered, new StudentView(first, others));
        }
        return answered.attempts() > 0 ? states.of(step, quiz, answered) : QuizStates.open(quiz);
    }

    /** Whether further answers count no more. */
    private static boolean isSettled(Quiz quiz, QuizProgress answered) {
        return answered.rightAt().isPresent() || (quiz.isPrediction() && answered.attempts() > 0);
    }

    private boolean isSkipped(Step step) {
        LessonProgress known = progress();
        return known.skipped().contains(step.id()) && known.doneAt().containsKey(step.id());
    }

    /**
     * Marks an answer and keeps the attempt.
     *
     * @throws IllegalArgumentException when the lesson has no such question, or it is not answered so
     */
    synchronized QuizState answer(QuizId id, Given given, EngineView first, Locale reader) {
        LessonProgress known = progress();
        Step step = lesson.steps().stream()
                .filter(each -> each.find(id).isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such question"));
        Quiz quiz = step.find(id).orElseThrow();
        QuizStates states = new QuizStates(lesson.shown(), reader);
        QuizProgress before = known.of(id);
        Marked marked = Marking.mark(quiz, given, new StudentView(first, others));
        if (isSettled(quiz, before) || isSkipped(step)) {
            return question(step, quiz, first, reader);
        }
        if (!marked.verdict().isAttempt()) {
            return states.of(step, quiz, before, marked);
        }
        QuizProgress after = before.after(given.text(), marked, clock.instant());
        attempts.answered(student.id(), lesson.id(), id, after);
        Map<QuizId, QuizProgress> quizzes = new HashMap<>(progress().quizzes());
        quizzes.put(id, after);
        loaded = progress().with(quizzes);
        pages.changedOn(student.id(), this);
        return states.of(step, quiz, after, marked);
    }

    /** @throws IllegalArgumentException when the lesson has no such hint */
    void hintOpened(StepId id, int number) {
        boolean isThere = lesson.steps().stream()
                .anyMatch(step -> step.id().equals(id)
                        && number >= 1
                        && number <= step.hints().size());
        if (!isThere) {
            throw new IllegalArgumentException("no such hint");
        }
        attempts.hintOpened(student.id(), lesson.id(), new HintKey(id, number), clock.instant());
    }

    synchronized LessonState state(LessonProgress progress, Locale reader) {
        List<StepState> steps =
                progress.steps().stream().map(step -> state(step, reader)).toList();
        return new LessonState(steps, lesson.captured(), lesson.drawn());
    }

    private StepState state(StepProgress step, Locale reader) {
        return new StepState(
                step.step().value(),
                word(step),
                step.reason(reader),
                step.wrong().map(seen -> seen.wrong().value()),
                step.hint().map(HintId::value));
    }

    private String word(StepProgress step) {
        return step.status() == StepStatus.DONE && progress().skipped().contains(step.step())
                ? SKIPPED
                : step.status().word();
    }
}
