package dev.drydock.web.shelf;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import dev.drydock.lessons.format.Courses;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lessons of a server. Safe for use by several threads. */
public final class LessonShelf {
    private final boolean isDraft;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile Contents contents;

    /**
     * What stands there.
     *
     * @param revision another number each time
     */
    public record Contents(long revision, Courses courses) {}

    private LessonShelf(Courses courses, boolean isDraft) {
        this.contents = new Contents(1, courses);
        this.isDraft = isDraft;
    }

    /** Lessons for students, which stay as they are. */
    public static LessonShelf of(Courses courses) {
        return new LessonShelf(courses, false);
    }

    /** Lessons for those who write them: others come in their place, and pages say what is wrong with them. */
    public static LessonShelf ofDraft(Courses courses) {
        return new LessonShelf(courses, true);
    }

    public boolean isDraft() {
        return isDraft;
    }

    public Contents contents() {
        return contents;
    }

    public List<Course> courses() {
        return contents.courses().courses();
    }

    /** @param id whatever somebody asked for */
    public Optional<Lesson> find(String id) {
        return courses().stream()
                .map(Course::lessons)
                .flatMap(List::stream)
                .filter(lesson -> lesson.id().value().equals(id))
                .findFirst();
    }

    /** Puts others in the place of all, and tells who watches. */
    public void put(Courses courses) {
        synchronized (this) {
            contents = new Contents(contents.revision() + 1, courses);
        }
        watches.forEach(watch -> watch.changed.run());
    }

    /** @param changed is run soon after each change, by the thread that made it, until the watch is closed */
    public Watch watch(Runnable changed) {
        Watch watch = new Watch(changed);
        watches.add(watch);
        return watch;
    }

    /** Somebody who is told of changes. */
    public final class Watch implements AutoCloseable {
        private final Runnable changed;

        private Watch(Runnable changed) {
            this.changed = changed;
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
