package dev.drydock.web.storage;

import dev.drydock.core.labhost.LabId;
import dev.drydock.core.reference.Digest;
import dev.drydock.web.student.Student;
import dev.drydock.web.student.StudentId;
import dev.drydock.web.student.Students;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Students in H2. */
public final class H2Students implements Students {
    private final Database database;

    public H2Students(Database database) {
        this.database = database;
    }

    @Override
    public void add(Student student, Digest token) {
        database.write(handle -> handle.createUpdate(
                        "INSERT INTO student (id, token_digest, lab, since) VALUES (:id, :token, :lab, :since)")
                .bind("id", student.id().value())
                .bind("token", token.toString())
                .bind("lab", student.lab().value())
                .bind("since", Database.moment(student.since()))
                .execute());
    }

    @Override
    public Optional<Student> find(Digest token) {
        return database.read(
                handle -> handle.createQuery("SELECT id, lab, since FROM student WHERE token_digest = :token")
                        .bind("token", token.toString())
                        .map((row, context) -> student(row))
                        .findOne());
    }

    private static Student student(ResultSet row) throws SQLException {
        return new Student(
                new StudentId(row.getString("id")),
                new LabId(row.getString("lab")),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}
