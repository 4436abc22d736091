package dev.drydock.lessons.course;

/** Names a lesson: lower-case letters, digits and hyphens. It stays when texts and order change. */
public record LessonId(String value) {
    public LessonId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
