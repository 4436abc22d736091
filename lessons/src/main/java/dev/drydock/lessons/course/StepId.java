package dev.drydock.lessons.course;

/** Names a step: lower-case letters, digits and hyphens. It stays when texts and order change. */
public record StepId(String value) {
    public StepId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
