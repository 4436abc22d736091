package dev.drydock.lessons.course;

/** Names an answer of a quiz: lower-case letters, digits and hyphens. */
public record AnswerId(String value) {
    /** What is said to everything that was typed and that no answer of the quiz expects. */
    public static final AnswerId OTHER = new AnswerId("other");

    public AnswerId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
