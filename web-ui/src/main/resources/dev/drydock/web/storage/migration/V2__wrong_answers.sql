CREATE TABLE wrong_answer (
    student VARCHAR(64)                 NOT NULL,
    lesson  VARCHAR(64)                 NOT NULL,
    step    VARCHAR(64)                 NOT NULL,
    wrong   VARCHAR(64)                 NOT NULL,
    times   INTEGER                     NOT NULL,
    last_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (student, lesson, step, wrong),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);
