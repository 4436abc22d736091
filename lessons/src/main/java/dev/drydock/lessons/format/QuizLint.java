package dev.drydock.lessons.format;

import dev.drydock.lessons.course.AnswerId;
import dev.drydock.lessons.course.Quiz;
import dev.drydock.lessons.course.Quiz.Answer;
import dev.drydock.lessons.format.QuizReader.At;
import dev.drydock.lessons.text.TextFile.AnswerText;
import dev.drydock.lessons.text.TextFile.QuizText;
import dev.drydock.lessons.text.TextFile.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the questions of a step with one language's text of it: every question, every answer and what is said to it.
 *
 * @param file with the text
 */
record QuizLint(String file, TextComparison.Report report) {
    void check(List<At> quizzes, Section section) {
        for (At at : quizzes) {
            String id = at.quiz().id().value();
            Optional<QuizText> text = section.quizzes().stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst();
            if (text.isEmpty()) {
                report.problem(
                        "lesson.yaml", at.line(), "the quiz " + id + " has no callout [!QUIZ " + id + "] in " + file);
            } else {
                checkAnswers(at.quiz(), text.get());
            }
        }
        List<String> known = quizzes.stream().map(at -> at.quiz().id().value()).toList();
        List<String> seen = new ArrayList<>();
        for (QuizText text : section.quizzes()) {
            if (!known.contains(text.id())) {
                report.problem(
                        file,
                        text.line(),
                        "the step has no quiz \"" + text.id() + "\" in lesson.yaml; it has " + known);
            } else if (seen.contains(text.id())) {
                report.problem(file, text.line(), "the quiz " + text.id() + " stands here a second time");
            }
            seen.add(text.id());
        }
    }

    private void checkAnswers(Quiz quiz, QuizText text) {
        List<String> wanted = new ArrayList<>(
                quiz.answers().stream().map(Answer::id).map(AnswerId::value).toList());
        if (!quiz.kind().isChoice()) {
            wanted.add(AnswerId.OTHER.value());
        }
        List<String> found = text.answers().stream().map(AnswerText::id).toList();
        for (String id : wanted) {
            if (!found.contains(id)) {
                report.problem(file, text.line(), "the quiz " + quiz.id() + " has no answer {#" + id + "} here");
            }
        }
        int least = quiz.kind().isChoice() ? 2 : 1;
        List<String> seen = new ArrayList<>();
        for (AnswerText answer : text.answers()) {
            if (!wanted.contains(answer.id()) || seen.contains(answer.id())) {
                report.problem(
                        file,
                        answer.line(),
                        "the answers of the quiz " + quiz.id() + " are " + wanted + ", each once; here is \""
                                + answer.id() + "\"");
            } else if (answer.blocks() < least) {
                report.problem(
                        file,
                        answer.line(),
                        "nothing is said to the answer " + answer.id() + ": write a paragraph below it");
            }
            seen.add(answer.id());
        }
    }
}
