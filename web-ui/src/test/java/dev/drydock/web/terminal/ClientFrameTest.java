package dev.drydock.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drydock.core.container.TerminalSize;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientFrameTest {
    @Test
    void inputIsCopiedBecauseTheServerUsesItsBufferAgain() {
        ByteBuffer frame = bytes(0, 'l', 's');

        ClientFrame parsed = ClientFrame.parse(frame);
        frame.put(1, (byte) 'x');

        assertThat(parsed).isEqualTo(new ClientFrame.Input(bytes('l', 's')));
    }

    @Test
    void sizesAreUnsigned() {
        assertThat(ClientFrame.parse(bytes(1, 0, 24, 0xff, 0xff)))
                .isEqualTo(new ClientFrame.Resize(new TerminalSize(24, 65535)));
    }

    @Test
    void countsOfShownBytesAreUnsigned() {
        assertThat(ClientFrame.parse(bytes(2, 0xff, 0xff, 0xff, 0xff))).isEqualTo(new ClientFrame.Shown(4294967295L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "1", "1,0,24", "1,0,24,0,80,0", "2,0,0", "255"})
    void whatIsNotAFrameIsRefused(String numbers) {
        int[] values = numbers.isEmpty()
                ? new int[0]
                : java.util.Arrays.stream(numbers.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();

        assertThatIllegalArgumentException().isThrownBy(() -> ClientFrame.parse(bytes(values)));
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length);
        for (int value : values) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
