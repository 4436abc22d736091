package dev.drydock.web.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.web.differential.Script.Case;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void readsCasesAndLines() {
        Script script = Script.parse("life", """
                # a remark
                == create and start

                id=$(docker create --name web busybox)
                docker start $id
                ! docker start nope
                await docker logs web | grep ready
                == nothing
                """.lines().toList());

        assertThat(script)
                .isEqualTo(new Script(
                        "life",
                        List.of(
                                new Case(
                                        "create and start",
                                        List.of(
                                                new Line.Captured(4, "id", "docker create --name web busybox"),
                                                new Line.Compared(5, "docker start $id", false),
                                                new Line.Compared(6, "docker start nope", true),
                                                new Line.Awaited(7, "docker logs web | grep ready"))),
                                new Case("nothing", List.of()))));
    }

    @Test
    void everyLineBelongsToACase() {
        assertThatThrownBy(() -> Script.parse("life", List.of("", "docker ps")))
                .hasMessage("life.docker:2 is in no case");
    }
}
