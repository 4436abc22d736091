package dev.drydock.web.engineapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final LogLines lines = new LogLines();
    private final List<LogLines.Line> seen = new ArrayList<>();

    private void add(StreamType stream, int second, String text) {
        lines.add(
                new StreamEvent.Output(stream, Instant.ofEpochSecond(second), StandardCharsets.UTF_8.encode(text)),
                seen::add);
    }

    private static String text(LogLines.Line line) {
        return StandardCharsets.UTF_8.decode(line.bytes().duplicate()).toString();
    }

    @Test
    void piecesBecomeLinesForEachStreamByItself() {
        add(StreamType.STDOUT, 1, "one\ntw");
        add(StreamType.STDERR, 2, "bad\n");
        add(StreamType.STDOUT, 3, "o\n");

        assertThat(seen).extracting(LogLinesTest::text).containsExactly("one\n", "bad\n", "two\n");
        assertThat(seen)
                .extracting(LogLines.Line::stream)
                .containsExactly(StreamType.STDOUT, StreamType.STDERR, StreamType.STDOUT);
    }

    @Test
    void aLineHasTheTimeOfItsBeginning() {
        add(StreamType.STDOUT, 1, "tw");
        add(StreamType.STDOUT, 3, "o\n");

        assertThat(seen.getFirst().time()).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void whatHasNoLineFeedComesAtTheEnd() {
        add(StreamType.STDOUT, 1, "prompt");
        assertThat(seen).isEmpty();

        lines.flush(seen::add);

        assertThat(seen).extracting(LogLinesTest::text).containsExactly("prompt");
    }

    @Test
    void aVeryLongLineComesInPartsOfSixteenKilobytes() {
        add(StreamType.STDOUT, 1, "x".repeat(40_000) + "\n");

        assertThat(seen).extracting(line -> line.bytes().remaining()).containsExactly(16_384, 16_384, 7_233);
        assertThat(seen).extracting(LogLines.Line::continued).containsExactly(false, true, true);
        assertThat(seen).extracting(LogLines.Line::isComplete).containsExactly(false, false, true);
    }
}
