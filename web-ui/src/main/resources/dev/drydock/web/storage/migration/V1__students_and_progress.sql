CREATE TABLE student (
    id           VARCHAR(64)                 NOT NULL PRIMARY KEY,
    token_digest VARCHAR(80)                 NOT NULL UNIQUE,
    lab          VARCHAR(32)                 NOT NULL UNIQUE,
    since        TIMESTAMP(9) WITH TIME ZONE NOT NULL
);

CREATE TABLE lesson_progress (
    student   VARCHAR(64)                 NOT NULL REFERENCES student (id) ON DELETE CASCADE,
    lesson    VARCHAR(64)                 NOT NULL,
    opened_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (student, lesson)
);

CREATE TABLE step_progress (
    student VARCHAR(64)                 NOT NULL,
    lesson  VARCHAR(64)                 NOT NULL,
    step    VARCHAR(64)                 NOT NULL,
    done_at TIMESTAMP(9) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (student, lesson, step),
    FOREIGN KEY (student, lesson) REFERENCES lesson_progress (student, lesson) ON DELETE CASCADE
);
