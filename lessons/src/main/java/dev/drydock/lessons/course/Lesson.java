package dev.drydock.lessons.course;

import dev.drydock.core.reference.ImageReference;
import dev.drydock.lessons.variable.Drawing;
import dev.drydock.lessons.variable.Values;
import dev.drydock.lessons.variable.VariableId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A page of text whose steps are done in the terminal, one after another where it says nothing else.
 *
 * @param number place in the course, such as 20 for {@code 020-hello-world}
 * @param titles plain text
 * @param introductions Markdown before the first step, perhaps empty
 * @param minutes about how long it takes
 * @param hosts how many lab hosts it needs
 * @param images that it needs besides those of every lab host
 * @param steps at least one
 * @param terms of the glossary that its texts lead to, in any language
 * @param values what its variables stand for here; of a lesson that is nobody's yet some that they may have
 * @param shown the same for texts, where what was not taken down yet stands as its own name
 * @param variants how it is for others; empty without variables
 */
public record Lesson(
        LessonId id,
        int number,
        Translated titles,
        Translated introductions,
        int minutes,
        int hosts,
        List<ImageReference> images,
        List<Step> steps,
        Set<TermId> terms,
        Values values,
        Values shown,
        Optional<Variants> variants) {
    public Lesson {
        images = List.copyOf(images);
        steps = List.copyOf(steps);
        terms = Set.copyOf(terms);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a lesson needs a step");
        }
    }

    /** The lesson of whom this seed belongs to; this one when it has no variables. */
    public Lesson drawn(String seed) {
        return drawn(seed, Map.of());
    }

    /** @param captured what was taken down in steps that are done */
    public Lesson drawn(String seed, Map<VariableId, String> captured) {
        return variants.map(each -> each.lesson(known(Drawing.draw(seed, each.variables()), captured)))
                .orElse(this);
    }

    /** The same student's lesson when more was taken down. */
    public Lesson knowing(Map<VariableId, String> captured) {
        return variants.map(each -> each.lesson(known(values, captured))).orElse(this);
    }

    /** Whether a variable has its value; what steps take down has none before. */
    public boolean knows(VariableId variable) {
        return values.find(variable).isPresent();
    }

    /** What was taken down so far, in one line; empty when that is nothing. */
    public String captured() {
        return steps.stream()
                .flatMap(step -> step.captures().keySet().stream())
                .sorted()
                .flatMap(name -> values.find(name).stream().map(word -> name + "=" + word))
                .collect(Collectors.joining(" "));
    }

    /** Which of its steps have to be done before which. */
    public StepOrder order() {
        SequencedMap<StepId, Optional<Set<StepId>>> needs = new LinkedHashMap<>();
        steps.forEach(step -> needs.put(step.id(), step.needs()));
        return StepOrder.of(needs);
    }

    /** What its variables stand for, in one line; empty without variables. */
    public String drawn() {
        return variants.stream()
                .flatMap(each -> each.variables().stream())
                .flatMap(each -> values.find(each.id()).stream().map(word -> each.id() + "=" + word))
                .collect(Collectors.joining(" "));
    }

    private static Values known(Values values, Map<VariableId, String> captured) {
        Values known = values;
        for (Map.Entry<VariableId, String> each : captured.entrySet()) {
            known = known.with(each.getKey(), each.getValue());
        }
        return known;
    }

    public String title(Locale reader) {
        return titles.in(reader);
    }

    /** The question with this id; ids of questions are each used once in a lesson. */
    public Optional<Quiz> find(QuizId quiz) {
        return steps.stream().flatMap(step -> step.find(quiz).stream()).findFirst();
    }
}
