package dev.drydock.web.pages;

import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.course.Hint;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.course.Step;
import dev.drydock.lessons.course.StepId;
import dev.drydock.lessons.progress.LessonProgress;
import dev.drydock.lessons.progress.StepProgress;
import dev.drydock.lessons.progress.StepStatus;
import dev.drydock.lessons.text.LessonText;
import dev.drydock.lessons.variable.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A lesson beside its terminal.
 *
 * @param captured what the texts have in them besides what the lesson began with
 * @param drawn what the lesson began with
 * @param introduction HTML, perhaps empty
 * @param terms whose meanings the texts lead to
 * @param lacks what is not as the lesson would have it
 * @param hosts numbers of the student's lab hosts
 * @param neededHosts how many the lesson needs
 */
public record LessonPage(
        Frame frame,
        String id,
        String title,
        int minutes,
        String captured,
        String drawn,
        String introduction,
        List<StepEntry> steps,
        List<TermEntry> terms,
        Lacks lacks,
        List<Integer> hosts,
        int neededHosts) {
    @SuppressWarnings("ParameterNumber") // as the record itself
    static LessonPage of(Frame frame, Lesson lesson, Glossary glossary, Way way, Lacks lacks, List<Integer> hosts) {
        Locale reader = frame.language().locale();
        List<StepEntry> steps = new ArrayList<>();
        for (Step step : lesson.steps()) {
            steps.add(
                    StepEntry.of(lesson.shown(), step, steps.size() + 1, Standing.of(way, step.id(), reader), reader));
        }
        return new LessonPage(
                frame,
                lesson.id().value(),
                lesson.title(reader),
                lesson.minutes(),
                lesson.captured(),
                lesson.drawn(),
                LessonText.html(reader, lesson),
                steps,
                TermEntry.of(glossary, lesson.terms(), reader),
                lacks,
                hosts,
                lesson.hosts());
    }

    /** Another word when what stands above the steps is other words. */
    public String headEdition() {
        return Editions.of(title, minutes, steps.size(), introduction, lacks, neededHosts);
    }

    /** Whether this is the step at which the reader goes on: the first of those that are open. */
    public boolean isCurrent(StepEntry step) {
        return steps.stream()
                .filter(each -> each.standing().status().equals(StepStatus.OPEN.word()))
                .findFirst()
                .filter(step::equals)
                .isPresent();
    }

    /**
     * How far the reader is.
     *
     * @param solutions steps whose solution was asked for
     */
    record Way(LessonProgress progress, Set<StepId> solutions) {
        Way {
            solutions = Set.copyOf(solutions);
        }
    }

    /**
     * Where a step stands.
     *
     * @param status {@code waiting}, {@code open}, {@code done}, or {@code skipped} for one that was done by its solution
     * @param reason what one that waits waits for; empty for others
     */
    public record Standing(String status, String reason) {
        private static Standing of(Way way, StepId id, Locale reader) {
            StepProgress step = way.progress().find(id).orElseThrow();
            boolean isSkipped =
                    step.status() == StepStatus.DONE && way.solutions().contains(id);
            return new Standing(
                    isSkipped ? "skipped" : step.status().word(),
                    step.reason(reader).orElse(""));
        }
    }

    /**
     * What the reader should know before they begin.
     *
     * @param reductions what lab hosts lack on this machine
     * @param images that the lesson needs and this server does not offer
     */
    public record Lacks(List<String> reductions, List<String> images) {
        public Lacks {
            reductions = List.copyOf(reductions);
            images = List.copyOf(images);
        }
    }

    /**
     * A step.
     *
     * @param text HTML
     * @param hints first those for one situation
     * @param wrong what is shown when one of the step's mistakes was made
     * @param hasSolution whether there is something to type
     * @param hasAnswers whether there are questions to which the answers can be shown
     */
    public record StepEntry(
            String id,
            int number,
            String title,
            Standing standing,
            String text,
            List<HintEntry> hints,
            List<WrongEntry> wrong,
            boolean hasSolution,
            boolean hasAnswers) {
        /** Another word when the step's words are others; its standing does not count. */
        public String edition() {
            return Editions.of(id, number, title, text, hints, wrong, hasSolution, hasAnswers);
        }

        static StepEntry of(Values values, Step step, int number, Standing standing, Locale reader) {
            return new StepEntry(
                    step.id().value(),
                    number,
                    step.title(reader),
                    standing,
                    LessonText.html(reader, values, step),
                    hintEntries(values, step, reader),
                    step.wrong().stream()
                            .map(wrong -> new WrongEntry(wrong.id().value(), LessonText.html(reader, values, wrong)))
                            .toList(),
                    !step.solution().lines().isEmpty(),
                    !step.quizzes().isEmpty());
        }
    }

    private static List<HintEntry> hintEntries(Values values, Step step, Locale reader) {
        return IntStream.range(0, step.hints().size())
                .mapToObj(at -> {
                    Hint hint = step.hints().get(at);
                    String situation =
                            hint.situation().map(each -> each.id().value()).orElse("");
                    return new HintEntry(at + 1, situation, LessonText.html(reader, values, hint));
                })
                .sorted(Comparator.comparing(hint -> hint.situation().isEmpty()))
                .toList();
    }

    /**
     * A hint.
     *
     * @param number by which its opening is kept; those that always help come first
     * @param situation in which it helps; empty when it always does
     * @param text HTML
     */
    public record HintEntry(int number, String situation, String text) {}

    /**
     * The explanation of a wrong answer.
     *
     * @param text HTML
     */
    public record WrongEntry(String id, String text) {}
}
