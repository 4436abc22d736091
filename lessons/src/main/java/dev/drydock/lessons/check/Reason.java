package dev.drydock.lessons.check;

import dev.drydock.lessons.message.Messages;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a check is not met: sentences about the engine's real state that can be said in every language. */
public record Reason(List<Sentence> sentences) {
    /**
     * One sentence.
     *
     * @param key of the message
     * @param arguments names, numbers and commands, the same in every language
     */
    public record Sentence(String key, List<String> arguments) {
        public Sentence {
            arguments = List.copyOf(arguments);
        }
    }

    public Reason {
        sentences = List.copyOf(sentences);
    }

    static Reason of(String key, String... arguments) {
        return new Reason(List.of(new Sentence("reason." + key, List.of(arguments))));
    }

    /** The check is met; so many questions wait for their answers. */
    public static Reason ofQuestions(long open) {
        return open == 1 ? of("question") : of("questions", Long.toString(open));
    }

    /**
     * Other steps have to be done before.
     *
     * @param numbers of the steps, the lesson's first is 1
     */
    public static Reason ofSteps(List<Integer> numbers) {
        String list = numbers.stream().map(Object::toString).collect(Collectors.joining(", "));
        return of(numbers.size() == 1 ? "step" : "steps", list);
    }

    Reason then(Reason next) {
        return new Reason(
                Stream.concat(sentences.stream(), next.sentences.stream()).toList());
    }

    /**
     * The sentences for a reader. Plain text: names that students chose stand in it as they are, so it must be escaped
     * before it becomes HTML.
     */
    public String text(Locale reader) {
        String between = Messages.text(reader, "sentence.separator");
        return sentences.stream()
                .map(sentence -> Messages.text(reader, sentence.key(), sentence.arguments()))
                .collect(Collectors.joining(between));
    }
}
