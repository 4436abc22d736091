CREATE TABLE captured_value (
    student VARCHAR(64)  NOT NULL,
    lesson  VARCHAR(64)  NOT NULL,
    name    VARCHAR(64)  NOT NULL,
    word    VARCHAR(255) NOT NULL,
    PRIMARY KEY (student, lesson, name),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);
