package dev.drydock.sandbox.labd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.EngineException.SystemFailure;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void areLaidOutAsTheProtocolSays() {
        byte[] encoded = new Fields()
                .text(Tag.ID, "ab")
                .number(Tag.SIGNO, 15)
                .longNumber(Tag.CAP, 4096)
                .encode();

        assertThat(HexFormat.of().formatHex(encoded))
                .isEqualTo("0010" + "00000002" + "6162" + "0041" + "00000004" + "0000000f" + "0040" + "00000008"
                        + "0000000000001000");
    }

    @Test
    void aFrameBeginsWithLengthTypeAndDescriptors() {
        byte[] frame = Frame.encode(FrameType.START, new byte[] {1, 2, 3}, 2);

        assertThat(HexFormat.of().formatHex(frame)).isEqualTo("00000003" + "0021" + "0002" + "010203");
    }

    @Test
    void areReadAsTheyWereWritten() {
        byte[] encoded = new Fields()
                .texts(Tag.ARGUMENT, List.of("sh", "", "你好"))
                .number(Tag.PID, 42)
                .longNumber(Tag.TIME, 1_700_000_000_123_456_789L)
                .encode();

        Fields read = Fields.parse(ByteBuffer.wrap(encoded));

        assertThat(read.allTexts(Tag.ARGUMENT)).containsExactly("sh", "", "你好");
        assertThat(read.number(Tag.PID)).isEqualTo(42);
        assertThat(Times.of(read.longNumber(Tag.TIME))).hasToString("2023-11-14T22:13:20.123456789Z");
        assertThat(read.findNumber(Tag.STATUS)).isEmpty();
        assertThat(read.findText(Tag.STAGE)).isEmpty();
    }

    @Test
    void aFieldThatIsCutOffIsRefused() {
        byte[] cut = HexFormat.of().parseHex("0010" + "00000005" + "6162");

        assertThatThrownBy(() -> Fields.parse(ByteBuffer.wrap(cut)))
                .isInstanceOf(SystemFailure.class)
                .hasMessage("labd: a frame ends in the middle of a field");
    }

    @Test
    void aNumberOfAnotherSizeIsRefused() {
        Fields fields = new Fields().longNumber(Tag.PID, 1);

        assertThatThrownBy(() -> fields.number(Tag.PID)).hasMessage("labd: the field PID has 8 bytes");
        assertThatThrownBy(() -> fields.number(Tag.STATUS)).hasMessage("labd: the answer has no STATUS");
    }

    @Test
    void textWithAZeroByteCannotBeSent() {
        assertThatThrownBy(() -> new Fields().text(Tag.ARGUMENT, "a\0b")).isInstanceOf(InvalidParameter.class);
    }

    @Test
    void aFrameHasALimit() {
        assertThatThrownBy(() -> Frame.encode(FrameType.INPUT, new byte[Frame.PAYLOAD_LIMIT + 1], 0))
                .isInstanceOf(IllegalArgumentException.class);
        ByteBuffer header = ByteBuffer.allocate(8).putInt(0, 2 * Frame.PAYLOAD_LIMIT);
        assertThatThrownBy(() -> Frame.Header.parse(header)).isInstanceOf(SystemFailure.class);
    }
}
