package dev.drydock.lessons.check;

/** A condition on one property of an object. */
public sealed interface Trait {
    Property property();

    /** Of several values one must match. */
    record OfText(Property property, TextPattern pattern) implements Trait {}

    record OfNumber(Property property, NumberTest test) implements Trait {}

    record OfFlag(Property property, boolean wanted) implements Trait {}
}
