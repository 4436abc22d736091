package dev.drydock.lessons.course;

/** Names a course: lower-case letters, digits and hyphens. It stays when texts and order change. */
public record CourseId(String value) {
    public CourseId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
