package dev.drydock.lessons.course;

/** Names a question of a lesson: lower-case letters, digits and hyphens. It stays when texts and order change. */
public record QuizId(String value) {
    public QuizId {
        Slug.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
