package dev.drydock.lessons.course;

/** Names a hint of a step that has a condition: lower-case letters, digits and hyphens. It stays when texts change. */
public record HintId(String value) {
    public HintId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
