package dev.drydock.web.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Glossary;
import dev.drydock.lessons.format.Courses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LessonShelfTest {
    private static final Courses NOTHING = new Courses(List.of(), Glossary.EMPTY, List.of());
    private static final Courses SHIPPED = Courses.load(Path.of("../content"));

    @Test
    void othersComeInThePlaceOfAllAndWhoWatchesIsTold() {
        LessonShelf shelf = LessonShelf.ofDraft(NOTHING);
        long first = shelf.contents().revision();
        List<Boolean> found = new ArrayList<>();
        assertThat(shelf.find("hello-world")).isEmpty();

        try (LessonShelf.Watch _ =
                shelf.watch(() -> found.add(shelf.find("hello-world").isPresent()))) {
            shelf.put(SHIPPED);
            shelf.put(NOTHING);
        }
        shelf.put(SHIPPED);

        assertThat(found).containsExactly(true, false);
        assertThat(shelf.contents().revision()).isEqualTo(first + 3);
        assertThat(shelf.contents().courses()).isSameAs(SHIPPED);
    }

    @Test
    void onlyADraftIsOne() {
        assertThat(LessonShelf.of(SHIPPED).isDraft()).isFalse();
        assertThat(LessonShelf.ofDraft(SHIPPED).isDraft()).isTrue();
    }
}
