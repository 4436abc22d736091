-- The moment that the values of variables are drawn from; empty for that of opening.
ALTER TABLE lesson_progress ADD COLUMN drawn_at TIMESTAMP(9) WITH TIME ZONE;
