package dev.drydock.lessons.format;

import dev.drydock.lessons.check.NumberTest;
import dev.drydock.lessons.check.Property;
import dev.drydock.lessons.check.TextPattern;
import dev.drydock.lessons.check.Trait;
import dev.drydock.lessons.check.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the conditions on properties among the keys of a check. */
final class TraitReader {
    private TraitReader() {}

    static List<Trait> read(Fields fields, Set<Property> known) throws FormatException {
        List<Trait> traits = new ArrayList<>();
        // In the order in which they are asked, which is always the same.
        for (Property property : new TreeSet<>(known)) {
            String key = property.word();
            switch (property.kind()) {
                case NUMBER -> addNumber(traits, fields, property, Unit.PIECES);
                case BYTES -> addNumber(traits, fields, property, Unit.BYTES);
                case CPUS -> addNumber(traits, fields, property, Unit.CPUS);
                case FLAG ->
                    fields.find(key, Fields::flag).ifPresent(flag -> traits.add(new Trait.OfFlag(property, flag)));
                case TEXT, TEXTS ->
                    fields.all(key, text -> pattern(property, text))
                            .forEach(pattern -> traits.add(new Trait.OfText(property, pattern)));
            }
        }
        return traits;
    }

    private static void addNumber(List<Trait> traits, Fields fields, Property property, Unit unit)
            throws FormatException {
        fields.find(property.word(), text -> NumberTest.parse(text, unit))
                .ifPresent(test -> traits.add(new Trait.OfNumber(property, test)));
    }

    private static TextPattern pattern(Property property, String text) {
        // As with docker run, a port without a protocol is one of TCP.
        boolean isPort = property == Property.EXPOSE || property == Property.PUBLISH;
        return new TextPattern(isPort && !text.contains("/") ? text + "/tcp" : text);
    }
}
