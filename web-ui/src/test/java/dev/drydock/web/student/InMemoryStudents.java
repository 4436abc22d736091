package dev.drydock.web.student;

import dev.drydock.core.reference.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Students who are forgotten when the process ends. */
public final class InMemoryStudents implements Students {
    private final Map<Digest, Student> students = new ConcurrentHashMap<>();

    @Override
    public void add(Student student, Digest token) {
        if (students.putIfAbsent(token, student) != null) {
            throw new IllegalStateException("a token was used twice");
        }
    }

    @Override
    public Optional<Student> find(Digest token) {
        return Optional.ofNullable(students.get(token));
    }
}
