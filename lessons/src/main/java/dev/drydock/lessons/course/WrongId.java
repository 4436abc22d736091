package dev.drydock.lessons.course;

/** Names a wrong answer of a step: lower-case letters, digits and hyphens. It stays when texts change. */
public record WrongId(String value) {
    public WrongId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
