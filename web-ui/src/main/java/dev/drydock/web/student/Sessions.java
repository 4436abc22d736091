package dev.drydock.web.student;

import dev.drydock.core.id.IdSource;
import dev.drydock.core.labhost.LabId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes anonymous students and knows them again by their token. */
public final class Sessions {
    private static final int LAB_DIGITS = 12;

    private final Students students;
    private final IdSource ids;
    private final Clock clock;

    /** @param ids must not be guessable: tokens come from it */
    public Sessions(Students students, IdSource ids, Clock clock) {
        this.students = students;
        this.ids = ids;
        this.clock = clock;
    }

    public Optional<Student> find(SessionToken token) {
        return students.find(token.digest());
    }

    /** A new student with a lab host of their own. */
    public Opened open() {
        SessionToken token = new SessionToken(ids.next());
        LabId lab = new LabId("lab-" + ids.next().substring(0, LAB_DIGITS));
        Student student =
                new Student(new StudentId(ids.next()), lab, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        students.add(student, token.digest());
        return new Opened(student, token);
    }

    /** A student and the secret by which the browser proves to be theirs. */
    public record Opened(Student student, SessionToken token) {}
}
