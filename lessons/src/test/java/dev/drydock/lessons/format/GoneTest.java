package dev.drydock.lessons.format;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.event.Event;
import dev.drydock.core.event.EventType;
import dev.drydock.lessons.check.Check;
import dev.drydock.lessons.check.Evaluation;
import dev.drydock.lessons.check.FakeEngineView;
import dev.drydock.lessons.check.Given;
import dev.drydock.lessons.check.Outcome;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How an author says that something is gone which was there when the step began. */
class GoneTest {
    @TempDir
    private Path root;

    private Check gone(EventType type) throws IOException {
        String thing = type.word() + ": {name: web}";
        ContentFiles files = ContentFiles.right(root)
                .check("all:\n- not: {" + thing + "}\n- event: {type: " + type.word()
                        + ", action: destroy, actor: web}");
        assertThat(files.problems()).isEmpty();
        return Courses.load(root)
                .courses()
                .getFirst()
                .lessons()
                .getFirst()
                .steps()
                .getFirst()
                .check();
    }

    private static Event destroyed(EventType type, String name, int second) {
        return new Event(type, "destroy", "a1b2", Map.of("name", name), at(second));
    }

    private static Outcome evaluate(Check check, FakeEngineView view) {
        return Evaluation.evaluate(check, view, Given.STEP);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTAINER", "NETWORK", "VOLUME"})
    void whatWasNeverThereIsNotGone(EventType type) throws IOException {
        Check gone = gone(type);

        assertThat(evaluate(gone, FakeEngineView.with(new Event[0]))).isInstanceOf(NotYet.class);
        assertThat(evaluate(gone, FakeEngineView.with(destroyed(type, "web", -1))))
                .isInstanceOf(NotYet.class);
        assertThat(evaluate(gone, FakeEngineView.with(destroyed(type, "other", 2))))
                .isInstanceOf(NotYet.class);
        assertThat(evaluate(gone, FakeEngineView.with(destroyed(type, "web", 2))))
                .isEqualTo(new Met(Optional.of(at(2))));
    }

    @Test
    void whatIsThereAgainIsNotGone() throws IOException {
        FakeEngineView view = new FakeEngineView(
                List.of(container("web", "busybox", 3, created())),
                List.of(),
                List.of(destroyed(EventType.CONTAINER, "web", 2)));

        assertThat(evaluate(gone(EventType.CONTAINER), view)).isInstanceOf(NotYet.class);
    }
}
