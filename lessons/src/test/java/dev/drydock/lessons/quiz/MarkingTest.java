package dev.drydock.lessons.quiz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drydock.core.engine.EngineView;
import dev.drydock.lessons.check.FakeEngineView;
import dev.drydock.lessons.check.Given;
import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Answer;
import dev.drydock.lessons.course.Quiz.ContainerFact;
import dev.drydock.lessons.course.Quiz.Expected;
import dev.drydock.lessons.course.Quiz.Kind;
import dev.drydock.lessons.course.QuizId;
import dev.drydock.lessons.quiz.Given.Chosen;
import dev.drydock.lessons.quiz.Given.Typed;
import dev.drydock.lessons.quiz.Marked.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkingTest {
    private static final EngineView EXITED =
            FakeEngineView.with(Given.container("web", "busybox", 1, Given.exited(137, 2), "sh"));

    private static Quiz quiz(Kind kind, Answer... answers) {
        return new Quiz(new QuizId("q"), kind, false, List.of(answers));
    }

    private static Answer answer(String id, boolean isRight) {
        return new Answer(new AnswerId(id), isRight, Optional.empty());
    }

    private static Answer typed(String id, boolean isRight, Expected expected) {
        return new Answer(new AnswerId(id), isRight, Optional.of(expected));
    }

    private static Chosen chosen(String... ids) {
        return new Chosen(Arrays.stream(ids).map(AnswerId::new).toList());
    }

    private static Marked mark(Quiz quiz, dev.drydock.lessons.quiz.Given given) {
        return Marking.mark(quiz, given, EXITED);
    }

    @ParameterizedTest
    @CsvSource({"a, WRONG", "b, RIGHT"})
    void oneAnswerIsChosen(String id, Verdict verdict) {
        Quiz quiz = quiz(Kind.SINGLE, answer("a", false), answer("b", true));

        assertThat(mark(quiz, chosen(id))).isEqualTo(new Marked(verdict, List.of(new AnswerId(id))));
    }

    @ParameterizedTest
    @CsvSource({"a b, RIGHT", "b a b, RIGHT", "a, PARTLY", "c, WRONG", "a b c, WRONG"})
    void allThatAreRightAreChosen(String ids, Verdict verdict) {
        Quiz quiz = quiz(Kind.MULTIPLE, answer("a", true), answer("b", true), answer("c", false));

        assertThat(mark(quiz, chosen(ids.split(" "))).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "137, RIGHT, killed",
        "' 137 ', RIGHT, killed",
        "１３７, RIGHT, killed",
        "0, WRONG, well",
        "1, WRONG, other"
    })
    void aNumberIsTyped(String text, Verdict verdict, String answer) {
        assertThat(mark(exitCode(), new Typed(text))).isEqualTo(new Marked(verdict, List.of(new AnswerId(answer))));
    }

    private static Quiz exitCode() {
        return quiz(
                Kind.NUMBER,
                typed("killed", true, new Expected.OfNumber(NumberTest.parse("137"))),
                typed("well", false, new Expected.OfNumber(NumberTest.parse("0"))));
    }

    @ParameterizedTest
    @CsvSource({"many", "1.5", "9999999999999999999", "''"})
    void whatIsNoNumberIsNoAttempt(String text) {
        Marked marked = mark(exitCode(), new Typed(text));

        assertThat(marked).isEqualTo(new Marked(Verdict.NO_NUMBER, List.of()));
        assertThat(marked.verdict().isAttempt()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"docker ps -a, RIGHT", "Docker PS -A, RIGHT", "docker rm, WRONG"})
    void aTextIsTypedInAnyCase(String text, Verdict verdict) {
        Quiz quiz = quiz(Kind.TEXT, typed("ps", true, new Expected.Like(new TextPattern("docker ps*"))));

        assertThat(mark(quiz, new Typed(text)).verdict()).isEqualTo(verdict);
    }

    private static Quiz about(String container, ContainerFact fact) {
        return quiz(Kind.TEXT, typed("it", true, new Expected.OfContainer(container, fact)));
    }

    @ParameterizedTest
    @CsvSource({"EXIT_CODE, 137", "STATE, exited", "STATE, EXITED", "IMAGE, busybox", "HOSTNAME, host"})
    void theEngineKnowsTheAnswer(ContainerFact fact, String text) {
        Quiz quiz = about("web", fact);

        assertThat(mark(quiz, new Typed(text)).verdict()).isEqualTo(Verdict.RIGHT);
        assertThat(mark(quiz, new Typed(text + "0"))).isEqualTo(new Marked(Verdict.WRONG, List.of(AnswerId.OTHER)));
    }

    @Test
    void twelveDigitsOfAnIdAreEnough() {
        Quiz quiz = about("web", ContainerFact.ID);
        String id = EXITED.containers().getFirst().id().toString();

        assertThat(mark(quiz, new Typed(id)).verdict()).isEqualTo(Verdict.RIGHT);
        assertThat(mark(quiz, new Typed(id.substring(0, 12))).verdict()).isEqualTo(Verdict.RIGHT);
        assertThat(mark(quiz, new Typed(id.substring(0, 11))).verdict()).isEqualTo(Verdict.WRONG);
    }

    @Test
    void whatIsNotThereIsNotHeldAgainstTheStudent() {
        Quiz quiz = about("gone", ContainerFact.IP);

        assertThat(mark(quiz, new Typed("172.17.0.2"))).isEqualTo(new Marked(Verdict.NOT_THERE, List.of()));
        assertThat(Marking.example(quiz, quiz.answers().getFirst(), EXITED)).isEmpty();
    }

    @Test
    void whatNoPageSendsIsRefused() {
        Quiz choice = quiz(Kind.SINGLE, answer("a", false), answer("b", true));
        Quiz number = exitCode();

        assertThatIllegalArgumentException().isThrownBy(() -> mark(choice, new Typed("b")));
        assertThatIllegalArgumentException().isThrownBy(() -> mark(number, chosen("killed")));
        assertThatIllegalArgumentException().isThrownBy(() -> mark(choice, chosen("c")));
        assertThatIllegalArgumentException().isThrownBy(() -> mark(choice, chosen("a", "b")));
        assertThatIllegalArgumentException().isThrownBy(() -> mark(choice, new Chosen(List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> new Typed("x".repeat(201)));
    }

    @Test
    void examplesAreMarkedAsWhatTheyAreExamplesOf() {
        List<Quiz> quizzes = List.of(
                exitCode(),
                about("web", ContainerFact.ID),
                quiz(Kind.NUMBER, typed("more", true, new Expected.OfNumber(NumberTest.parse("!= 3")))),
                quiz(Kind.TEXT, typed("ps", true, new Expected.Like(new TextPattern("*docker ps*")))),
                quiz(Kind.MULTIPLE, answer("a", true), answer("b", true), answer("c", false)));

        for (Quiz quiz : quizzes) {
            for (Answer answer : quiz.answers()) {
                Marked marked = mark(quiz, Marking.example(quiz, answer, EXITED).orElseThrow());
                assertThat(marked.verdict()).isEqualTo(answer.isRight() ? Verdict.RIGHT : Verdict.WRONG);
                assertThat(marked.answers()).contains(answer.id());
            }
        }
    }
}
