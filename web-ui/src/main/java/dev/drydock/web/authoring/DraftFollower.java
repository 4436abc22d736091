package dev.drydock.web.authoring;

import dev.drydock.lessons.format.Courses;
import dev.drydock.lessons.format.Draft;
import dev.drydock.web.shelf.LessonShelf;
import java.time.Duration;
import java.util.function.Consumer;

/** Puts lessons on the shelf again as soon as their files have changed and it is quiet for a moment: editors save in several steps. */
public final class DraftFollower implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(40);
    /** Whoever writes without a pause is followed all the same. */
    private static final int MOST_WAITS = 50;

    private final Draft draft;
    private final LessonShelf shelf;
    private final Changes changes;
    private final Consumer<Courses> told;
    private final Thread thread = Thread.ofPlatform().name("draft").daemon().unstarted(this::run);

    /**
     * Follows from {@link #start} on.
     *
     * @param told of each reading, when it is on the shelf
     */
    public DraftFollower(Draft draft, LessonShelf shelf, Changes changes, Consumer<Courses> told) {
        this.draft = draft;
        this.shelf = shelf;
        this.changes = changes;
        this.told = told;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                changes.await();
                int waits = 0;
                while (waits < MOST_WAITS && changes.await(QUIET)) {
                    waits++;
                }
                Courses courses = draft.read();
                shelf.put(courses);
                told.accept(courses);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        changes.close();
    }
}
