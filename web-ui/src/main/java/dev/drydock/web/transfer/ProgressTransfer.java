package dev.drydock.web.transfer;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.course.WrongAnswer;
import dev.drydock.lessons.progress.QuizProgress;
import dev.drydock.lessons.quiz.Given;
import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.KeptAttempts;
import dev.drydock.web.student.KeptAttempts.HintKey;
import dev.drydock.web.student.KeptProgress;
import dev.drydock.web.student.KeptProgress.WrongAnswerKey;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.StudentId;
import dev.drydock.web.transfer.ProgressFile.HintPart;
import dev.drydock.web.transfer.ProgressFile.LessonPart;
import dev.drydock.web.transfer.ProgressFile.QuizPart;
import dev.drydock.web.transfer.ProgressFile.StepPart;
import dev.drydock.web.transfer.ProgressFile.WrongPart;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what is kept of a student into a file, and adds what a file has to what is kept. */
final class ProgressTransfer {
    /** Before this no file was written. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    private static final int MOST_ATTEMPTS = 100_000;
    /** Ids of ten answers, or what was typed. */
    private static final int LONGEST_GIVEN = Math.max(Given.LONGEST, 10 * 65);

    private static final int MOST_NAMES = 5;
    private static final int LONGEST_NAME = 64;

    private final LessonShelf shelf;
    private final ProgressStore progress;
    private final AttemptStore attempts;
    private final InstantSource clock;

    ProgressTransfer(LessonShelf shelf, ProgressStore progress, AttemptStore attempts, InstantSource clock) {
        this.shelf = shelf;
        this.progress = progress;
        this.attempts = attempts;
        this.clock = clock;
    }

    private List<Lesson> lessons() {
        return shelf.courses().stream()
                .flatMap(course -> course.lessons().stream())
                .toList();
    }

    /**
     * What came of a file.
     *
     * @param steps how many done steps are new
     * @param unknown how many steps, questions, hints and wrong answers this server's lessons do not have
     * @param lessons names of lessons that it does not have, some of them, as the file has them
     */
    record Imported(int steps, int unknown, List<String> lessons) {}

    ProgressFile write(StudentId student) {
        List<LessonPart> parts = new ArrayList<>();
        for (Lesson lesson : lessons()) {
            progress.find(student, lesson.id()).ifPresent(kept -> parts.add(part(student, lesson, kept)));
        }
        return new ProgressFile(ProgressFile.FORMAT, ProgressFile.VERSION, clock.instant(), parts);
    }

    private LessonPart part(StudentId student, Lesson lesson, KeptProgress kept) {
        KeptAttempts tried = attempts.of(student, lesson.id());
        return new LessonPart(
                lesson.id().value(),
                kept.openedAt(),
                kept.doneAt().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(step -> new StepPart(step.getKey().value(), step.getValue()))
                        .toList(),
                progress.solutionsAsked(student, lesson.id()).stream()
                        .map(StepId::value)
                        .sorted()
                        .toList(),
                tried.quizzes().entrySet().stream()
                        .map(quiz -> part(quiz.getKey().value(), quiz.getValue()))
                        .sorted(Comparator.comparing(QuizPart::quiz))
                        .toList(),
                tried.hints().stream()
                        .map(hint -> new HintPart(hint.step().value(), hint.number()))
                        .sorted(Comparator.comparing(HintPart::step).thenComparingInt(HintPart::hint))
                        .toList(),
                kept.wrong().entrySet().stream()
                        .map(wrong -> part(wrong.getKey(), wrong.getValue()))
                        .sorted(Comparator.comparing(WrongPart::step).thenComparing(WrongPart::wrong))
                        .toList());
    }

    private static WrongPart part(WrongAnswerKey wrong, int times) {
        return new WrongPart(wrong.step().value(), wrong.wrong().value(), times);
    }

    private static QuizPart part(String id, QuizProgress quiz) {
        return new QuizPart(
                id,
                quiz.attempts(),
                quiz.given(),
                quiz.answers().stream().map(AnswerId::value).toList(),
                quiz.rightAt().orElse(null));
    }

    /**
     * Adds what is new; what is kept stays as it is.
     *
     * @throws IllegalArgumentException when something in the file cannot be; then nothing was added
     */
    Imported read(StudentId student, ProgressFile file) {
        List<Addition> additions = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (LessonPart part : file.lessons()) {
            Optional<Lesson> lesson = lessons().stream()
                    .filter(each -> each.id().value().equals(part.lesson()))
                    .findFirst();
            if (lesson.isPresent()) {
                additions.add(new Addition(lesson.get(), part));
            } else {
                unknown.add(part.lesson());
            }
        }
        additions.forEach(this::check);
        int steps = 0;
        int others = 0;
        for (Addition addition : additions) {
            Counts counts = add(student, addition);
            steps += counts.added();
            others += counts.unknown();
        }
        List<String> names = unknown.stream()
                .limit(MOST_NAMES)
                .map(name -> name.substring(0, Math.min(name.length(), LONGEST_NAME)))
                .toList();
        return new Imported(steps, others, names);
    }

    private record Addition(Lesson lesson, LessonPart part) {}

    private record Counts(int added, int unknown) {}

    private void check(Addition addition) {
        LessonPart part = addition.part();
        checkMoment(part.openedAt());
        part.steps().forEach(step -> checkMoment(step.doneAt()));
        part.wrong().forEach(ProgressTransfer::checkTimes);
        for (QuizPart quiz : part.quizzes()) {
            if (quiz.rightAt() != null) {
                checkMoment(quiz.rightAt());
            }
            if (quiz.attempts() < 1
                    || quiz.attempts() > MOST_ATTEMPTS
                    || quiz.given().length() > LONGEST_GIVEN) {
                throw new IllegalArgumentException("an answer that nobody can have given");
            }
        }
    }

    private static void checkTimes(WrongPart wrong) {
        if (wrong.times() < 1 || wrong.times() > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("a wrong answer so often as nobody can have given it");
        }
    }

    private void checkMoment(Instant moment) {
        if (moment.isBefore(EARLIEST) || moment.isAfter(clock.instant())) {
            throw new IllegalArgumentException("a moment that cannot be: " + moment);
        }
    }

    private Counts add(StudentId student, Addition addition) {
        Lesson lesson = addition.lesson();
        KeptProgress kept = progress.open(student, lesson.id(), addition.part().openedAt());
        int added = 0;
        int unknown = 0;
        for (StepPart part : addition.part().steps()) {
            Optional<Step> step = step(lesson, part.step());
            if (step.isEmpty()) {
                unknown++;
            } else if (!kept.doneAt().containsKey(step.get().id())) {
                progress.stepDone(student, lesson.id(), step.get().id(), part.doneAt());
                added++;
            }
        }
        Set<StepId> asked = progress.solutionsAsked(student, lesson.id());
        for (String part : addition.part().solutions()) {
            Optional<StepId> step = step(lesson, part).map(Step::id);
            if (step.isEmpty()) {
                unknown++;
            } else if (!asked.contains(step.get())) {
                progress.solutionAsked(student, lesson.id(), step.get(), clock.instant());
            }
        }
        return new Counts(added, unknown + addWrong(student, addition) + addAttempts(student, addition));
    }

    /** Returns how many are unknown. */
    private int addWrong(StudentId student, Addition addition) {
        Lesson lesson = addition.lesson();
        int unknown = 0;
        for (WrongPart part : addition.part().wrong()) {
            Optional<WrongAnswerKey> wrong = step(lesson, part.step())
                    .flatMap(step -> step.wrong().stream()
                            .map(WrongAnswer::id)
                            .filter(id -> id.value().equals(part.wrong()))
                            .map(id -> new WrongAnswerKey(step.id(), id))
                            .findFirst());
            if (wrong.isEmpty()) {
                unknown++;
            } else {
                progress.wrongCounted(student, lesson.id(), wrong.get(), part.times(), clock.instant());
            }
        }
        return unknown;
    }

    /** Returns how many are unknown. */
    private int addAttempts(StudentId student, Addition addition) {
        Lesson lesson = addition.lesson();
        KeptAttempts kept = attempts.of(student, lesson.id());
        int unknown = 0;
        for (QuizPart part : addition.part().quizzes()) {
            Optional<Quiz> quiz = lesson.steps().stream()
                    .flatMap(step -> step.quizzes().stream())
                    .filter(each -> each.id().value().equals(part.quiz()))
                    .findFirst();
            Optional<QuizProgress> read = quiz.flatMap(each -> progress(each, part));
            if (read.isEmpty()) {
                unknown++;
            } else if (!kept.quizzes().containsKey(quiz.get().id())) {
                attempts.answered(student, lesson.id(), quiz.get().id(), read.get());
            }
        }
        for (HintPart part : addition.part().hints()) {
            Optional<HintKey> hint = step(lesson, part.step())
                    .filter(step ->
                            part.hint() >= 1 && part.hint() <= step.hints().size())
                    .map(step -> new HintKey(step.id(), part.hint()));
            if (hint.isEmpty()) {
                unknown++;
            } else if (!kept.hints().contains(hint.get())) {
                attempts.hintOpened(student, lesson.id(), hint.get(), clock.instant());
            }
        }
        return unknown;
    }

    private static Optional<Step> step(Lesson lesson, String id) {
        return lesson.steps().stream()
                .filter(step -> step.id().value().equals(id))
                .findFirst();
    }

    /** Empty when the quiz has not these answers. */
    private static Optional<QuizProgress> progress(Quiz quiz, QuizPart part) {
        List<AnswerId> answers = new ArrayList<>();
        for (String id : part.answers()) {
            Optional<AnswerId> answer =
                    AnswerId.OTHER.value().equals(id) && !quiz.kind().isChoice()
                            ? Optional.of(AnswerId.OTHER)
                            : quiz.answers().stream()
                                    .map(Quiz.Answer::id)
                                    .filter(each -> each.value().equals(id))
                                    .findFirst();
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            answers.add(answer.get());
        }
        return Optional.of(new QuizProgress(
                part.attempts(),
                part.given(),
                answers.stream().distinct().toList(),
                Optional.ofNullable(part.rightAt())));
    }
}
