package dev.drydock.web.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPagesTest {
    private static final StudentId ANN = new StudentId("a".repeat(64));
    private static final StudentId BOB = new StudentId("b".repeat(64));

    private final OpenPages pages = new OpenPages();
    private final List<String> told = new ArrayList<>();

    @Test
    void theOtherPagesOfTheStudentAreToldWhileTheyAreOpen() {
        for (String page : List.of("1", "2", "3")) {
            pages.opened(ANN, page, () -> told.add(page));
        }
        pages.opened(BOB, "4", () -> told.add("4"));

        pages.changedOn(ANN, "2");
        assertThat(told).containsExactlyInAnyOrder("1", "3");

        told.clear();
        pages.closed(ANN, "3");
        pages.changed(ANN);
        assertThat(told).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void whoHasNoPageOpenIsNotTold() {
        pages.opened(ANN, "1", () -> told.add("1"));
        pages.closed(ANN, "1");
        pages.closed(BOB, "2");

        pages.changed(ANN);
        pages.changed(BOB);
        assertThat(told).isEmpty();
    }
}
