CREATE TABLE quiz_progress (
    student  VARCHAR(64)                 NOT NULL,
    lesson   VARCHAR(64)                 NOT NULL,
    quiz     VARCHAR(64)                 NOT NULL,
    attempts INTEGER                     NOT NULL,
    given    VARCHAR(800)                NOT NULL,
    answers  VARCHAR(800)                NOT NULL,
    right_at TIMESTAMP(9) WITH TIME ZONE,
    PRIMARY KEY (student, lesson, quiz),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);

CREATE TABLE opened_hint (
    student   VARCHAR(64)                 NOT NULL,
    lesson    VARCHAR(64)                 NOT NULL,
    step      VARCHAR(64)                 NOT NULL,
    hint      INTEGER                     NOT NULL,
    opened_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (student, lesson, step, hint),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);
