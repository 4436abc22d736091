package dev.drydock.lessons.quiz;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Answer;
import dev.drydock.lessons.course.Quiz.Expected;
import dev.drydock.lessons.quiz.Given.Chosen;
import dev.drydock.lessons.quiz.Given.Typed;
import dev.drydock.lessons.quiz.Marked.Verdict;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Marks answers. The same answer to the same state of the engine is always marked alike. */
public final class Marking {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,18}");

    private final Quiz quiz;
    private final EngineView view;

    private Marking(Quiz quiz, EngineView view) {
        this.quiz = quiz;
        this.view = view;
    }

    /**
     * Marks one.
     *
     * @param view what the engine of the first lab host has
     * @throws IllegalArgumentException when a page that this server made cannot have sent it
     */
    public static Marked mark(Quiz quiz, Given given, EngineView view) {
        Marking marking = new Marking(quiz, view);
        return switch (given) {
            case Chosen(List<AnswerId> answers) when quiz.kind().isChoice() -> marking.chosen(answers);
            case Typed(String text) when !quiz.kind().isChoice() -> marking.typed(text);
            case Chosen _, Typed _ -> throw new IllegalArgumentException("not how this quiz is answered");
        };
    }

    /**
     * A way to give this answer, for those who try lessons.
     *
     * @return empty when what it is compared with is not there
     */
    public static Optional<Given> example(Quiz quiz, Answer answer, EngineView view) {
        return switch (answer.expected().orElse(null)) {
            case null -> Optional.of(new Chosen(answer.isRight() ? List.copyOf(right(quiz)) : List.of(answer.id())));
            case Expected.Like(TextPattern pattern) ->
                Optional.of(new Typed(pattern.glob().replace("*", "")));
            case Expected.OfNumber(NumberTest test) -> Optional.of(new Typed(Long.toString(example(test))));
            case Expected.OfContainer fact ->
                ContainerFacts.values(fact, view).stream().findFirst().map(Typed::new);
        };
    }

    private static long example(NumberTest test) {
        return test.accepts(test.number()) ? test.number() : test.number() + 1;
    }

    private static Set<AnswerId> right(Quiz quiz) {
        return quiz.answers().stream().filter(Answer::isRight).map(Answer::id).collect(Collectors.toSet());
    }

    private Marked chosen(List<AnswerId> answers) {
        boolean isKnown = answers.stream().allMatch(answer -> quiz.find(answer).isPresent());
        if (!isKnown || answers.isEmpty() || (quiz.kind() == Quiz.Kind.SINGLE && answers.size() > 1)) {
            throw new IllegalArgumentException("not answers of this quiz");
        }
        Set<AnswerId> right = right(quiz);
        if (!right.containsAll(answers)) {
            return new Marked(Verdict.WRONG, answers);
        }
        boolean isAll = quiz.kind() == Quiz.Kind.SINGLE || answers.size() == right.size();
        return new Marked(isAll ? Verdict.RIGHT : Verdict.PARTLY, answers);
    }

    private Marked typed(String raw) {
        // What a Chinese keyboard writes with wide letters and digits means the same.
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC).strip();
        OptionalLong number =
                NUMBER.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        if (quiz.kind() == Quiz.Kind.NUMBER && number.isEmpty()) {
            return new Marked(Verdict.NO_NUMBER, List.of());
        }
        for (Answer answer : quiz.answers()) {
            if (isMeant(answer.expected().orElseThrow(), text, number)) {
                return new Marked(answer.isRight() ? Verdict.RIGHT : Verdict.WRONG, List.of(answer.id()));
            }
        }
        boolean isComparable = quiz.answers().stream().filter(Answer::isRight).anyMatch(this::isThere);
        return new Marked(
                isComparable ? Verdict.WRONG : Verdict.NOT_THERE, isComparable ? List.of(AnswerId.OTHER) : List.of());
    }

    private boolean isThere(Answer answer) {
        return !(answer.expected().orElseThrow() instanceof Expected.OfContainer fact)
                || !ContainerFacts.values(fact, view).isEmpty();
    }

    private boolean isMeant(Expected expected, String text, OptionalLong number) {
        return switch (expected) {
            case Expected.Like(TextPattern pattern) -> new TextPattern(lower(pattern.glob())).matches(lower(text));
            case Expected.OfNumber(NumberTest test) -> number.isPresent() && test.accepts(number.getAsLong());
            case Expected.OfContainer fact -> ContainerFacts.isMeant(fact, lower(text), view);
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
