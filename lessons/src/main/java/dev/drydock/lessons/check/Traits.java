package dev.drydock.lessons.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How the properties of one kind of object are read, and what is said when one is not as wanted.
 *
 * @param kind as in message keys, {@code container}
 * @param texts of properties with one value or several; empty texts count as none
 * @param numbers 0 when there is none
 */
record Traits<T>(
        String kind,
        Function<T, String> name,
        Map<Property, BiFunction<T, Snapshot, List<String>>> texts,
        Map<Property, ToLongFunction<T>> numbers,
        Map<Property, Predicate<T>> flags) {

    /** Why the object is not as wanted; empty when it is. */
    Optional<Reason> failure(T object, List<Trait> wanted, Snapshot snapshot) {
        return wanted.stream()
                .flatMap(trait -> failure(object, trait, snapshot).stream())
                .findFirst();
    }

    private Optional<Reason> failure(T object, Trait wanted, Snapshot snapshot) {
        return switch (wanted) {
            case Trait.OfNumber(Property property, NumberTest test) -> {
                long number = reader(numbers, property).applyAsLong(object);
                String shown = number == 0 ? "" : test.unit().text(number);
                yield test.accepts(number)
                        ? Optional.empty()
                        : Optional.of(said(object, property, shown).then(Sentences.value(test)));
            }
            case Trait.OfFlag(Property property, boolean value) ->
                reader(flags, property).test(object) == value
                        ? Optional.empty()
                        : Optional.of(Reason.of(key(property) + "." + !value, name.apply(object)));
            case Trait.OfText(Property property, TextPattern pattern) -> {
                List<String> values = reader(texts, property).apply(object, snapshot).stream()
                        .filter(value -> !value.isEmpty())
                        .toList();
                yield values.stream().anyMatch(pattern::matches)
                        ? Optional.empty()
                        : Optional.of(said(object, property, near(values, pattern))
                                .then(Reason.of("wanted.like", pattern.glob())));
            }
        };
    }

    private static <R> R reader(Map<Property, R> readers, Property property) {
        return Objects.requireNonNull(readers.get(property), property::word);
    }

    private Reason said(T object, Property property, String value) {
        return value.isEmpty()
                ? Reason.of(key(property) + ".none", name.apply(object))
                : Reason.of(key(property), name.apply(object), Sentences.shortened(value));
    }

    private String key(Property property) {
        return kind + "." + property.word();
    }

    /** Of variables and labels, those of the name that is asked for: the others say nothing about it. */
    private static String near(List<String> values, TextPattern pattern) {
        int equals = pattern.glob().indexOf('=');
        String start = equals < 0 ? "" : pattern.glob().substring(0, equals + 1);
        List<String> meant = values.stream()
                .filter(value -> start.contains("*") || value.startsWith(start))
                .toList();
        return String.join(", ", meant);
    }
}
