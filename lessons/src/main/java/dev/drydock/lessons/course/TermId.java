package dev.drydock.lessons.course;

/** Names a term of the glossary: lower-case letters, digits and hyphens. */
public record TermId(String value) implements Comparable<TermId> {
    public TermId {
        Slug.check(value);
    }

    @Override
    public int compareTo(TermId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
