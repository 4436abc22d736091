package dev.drydock.web.student;

import dev.drydock.core.reference.Digest;
import java.util.Optional;

/** Port: the students of one server. What was added is there after a crash. Safe for use by several threads. */
public interface Students {
    /** Keeps a new student; ids, lab names and tokens must not have been used before. */
    void add(Student student, Digest token);

    Optional<Student> find(Digest token);
}
