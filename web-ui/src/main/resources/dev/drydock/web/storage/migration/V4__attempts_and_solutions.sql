CREATE TABLE earlier_attempt (
    student    VARCHAR(64)                 NOT NULL,
    lesson     VARCHAR(64)                 NOT NULL,
    ended_at   TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    opened_at  TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    from_step  VARCHAR(64)                 NOT NULL,
    done_steps INTEGER                     NOT NULL,
    PRIMARY KEY (student, lesson, ended_at),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);

CREATE TABLE solution_asked (
    student  VARCHAR(64)                 NOT NULL,
    lesson   VARCHAR(64)                 NOT NULL,
    step     VARCHAR(64)                 NOT NULL,
    asked_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (student, lesson, step),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);
