package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.StreamType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {
    private static LogLines.Line line(String text, boolean complete) {
        return new LogLines.Line(
                StreamType.STDOUT, Instant.EPOCH, StandardCharsets.UTF_8.encode(text), false, complete);
    }

    private static List<String> drained(LogTail tail) {
        List<String> texts = new ArrayList<>();
        tail.drain(line -> texts.add(StandardCharsets.UTF_8.decode(line.bytes()).toString()));
        return texts;
    }

    @Test
    void keepsTheLastLines() {
        LogTail tail = new LogTail(2);
        List.of("1", "2", "3").forEach(text -> tail.add(line(text, true)));

        assertThat(drained(tail)).containsExactly("2", "3");
        assertThat(drained(tail)).isEmpty();
    }

    @Test
    void aLineCountsWhenItIsWhole() {
        LogTail tail = new LogTail(1);
        tail.add(line("1", true));
        tail.add(line("2a", false));
        tail.add(line("2b", true));

        assertThat(drained(tail)).containsExactly("2a", "2b");
    }

    @Test
    void holdsOneMebibyteAtMost() {
        LogTail tail = new LogTail(Long.MAX_VALUE);
        String kibibyte = "x".repeat(1024);
        for (int i = 0; i < 3000; i++) {
            tail.add(line(kibibyte, true));
        }

        assertThat(drained(tail)).hasSize(1024 * 1024 / (1024 + 128));
    }
}
