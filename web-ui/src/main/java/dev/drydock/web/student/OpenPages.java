package dev.drydock.web.student;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pages that students have open. What one of them keeps of its student, the others learn by reading again. Safe for use by
 * several threads.
 */
public final class OpenPages {
    private final Map<StudentId, Map<Object, Runnable>> pages = new ConcurrentHashMap<>();

    /**
     * Lets a page take part.
     *
     * @param page something that only this page has
     * @param readAgain called by other threads; returns at once
     */
    public void opened(StudentId student, Object page, Runnable readAgain) {
        pages.compute(student, (_, there) -> {
            Map<Object, Runnable> own = there == null ? new ConcurrentHashMap<>() : there;
            own.put(page, readAgain);
            return own;
        });
    }

    public void closed(StudentId student, Object page) {
        pages.computeIfPresent(student, (_, own) -> {
            own.remove(page);
            return own.isEmpty() ? null : own;
        });
    }

    /** Something was kept of the student, which this page knows already. */
    public void changedOn(StudentId student, Object page) {
        Optional.ofNullable(pages.get(student))
                .ifPresent(own -> own.forEach((each, readAgain) -> {
                    if (!each.equals(page)) {
                        readAgain.run();
                    }
                }));
    }

    /** Something was kept of the student, by no page that is open. */
    public void changed(StudentId student) {
        changedOn(student, this);
    }
}
