-- A step that was done, and is not any more, keeps its time.
ALTER TABLE step_progress ADD COLUMN lost BOOLEAN DEFAULT FALSE NOT NULL;
