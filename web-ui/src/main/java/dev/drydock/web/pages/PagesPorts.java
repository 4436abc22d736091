package dev.drydock.web.pages;

import dev.drydock.core.id.IdSource;
import dev.drydock.core.labhost.LabHosts;
import dev.drydock.core.labhost.LabSnapshots;
import dev.drydock.core.reference.ImageReference;
import dev.drydock.web.look.LabLooks;
import dev.drydock.web.preview.PreviewSettings;
import dev.drydock.web.shelf.LessonShelf;
import dev.drydock.web.student.AttemptStore;
import dev.drydock.web.student.PersonalLessons;
import dev.drydock.web.student.ProgressStore;
import dev.drydock.web.student.Students;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the pages need.
 *
 * @param snapshots of the lab hosts
 * @param lessons as students have them; opening one opens its progress
 * @param looks into lab hosts, for the checks of lessons
 * @param images whether labs can pull an image from this server
 * @param ids must not be guessable: session tokens come from it
 * @param reductions what lab hosts lack on this machine, in words that {@code notice.} sentences are known by
 * @param previews how students' published ports are shown
 */
public record PagesPorts(
        LabHosts labs,
        LabSnapshots snapshots,
        LessonShelf shelf,
        Students students,
        ProgressStore progress,
        AttemptStore attempts,
        PersonalLessons lessons,
        LabLooks looks,
        Predicate<ImageReference> images,
        IdSource ids,
        Clock clock,
        List<String> reductions,
        PreviewSettings previews) {
    public PagesPorts {
        reductions = List.copyOf(reductions);
    }
}
