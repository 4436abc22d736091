package dev.drydock.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.network.Addresses;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
    /** Id 1234, recursion desired, one question: WEB, A, internet. */
    private static final String WEB = "12340100000100000000000003574542" + "0000010001";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void readsAName() {
        Question question = Question.parse(bytes(WEB)).orElseThrow();

        assertThat(question.name()).isEqualTo("web");
        assertThat(question.type()).isEqualTo(Question.A);
    }

    @Test
    void answersRepeatTheQuestion() {
        Question question = Question.parse(bytes(WEB)).orElseThrow();

        assertThat(Reply.addresses(question, List.of(Addresses.parse("172.18.0.2")), Transport.DATAGRAM.limit()))
                .asHexString()
                .isEqualToIgnoringCase(
                        "123481800001000100000000" + "035745420000010001" + "C00C0001000100000258" + "0004AC120002");
        assertThat(Reply.empty(question, Reply.Code.NO_SUCH_NAME))
                .asHexString()
                .isEqualToIgnoringCase("123481830001000000000000" + "035745420000010001");
    }

    @Test
    void anAnswerThatDoesNotFitSaysSo() {
        Question question = Question.parse(bytes(WEB)).orElseThrow();
        var many = IntStream.range(0, 200)
                .mapToObj(number -> Addresses.parse("10.0.0." + number))
                .toList();
        byte[] cut = Reply.addresses(question, many, Transport.DATAGRAM.limit());

        assertThat(cut).hasSize(21);
        assertThat(cut[2] & 0x02).isEqualTo(0x02);
        assertThat(Reply.addresses(question, many, 65535)).hasSize(21 + 200 * 16);
    }

    /** Empty, cut off, an answer, two questions, a pointer to itself, a label beyond the end, no end, another class. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234010000010000",
                "123401000001000000000000",
                "12348100000100000000000003574542" + "0000010001",
                "12340100000200000000000003574542" + "0000010001",
                "123401000001000000000000C00C00010001",
                "12340100000100000000000040574542" + "0000010001",
                "123401000001000000000000035745",
                "12340100000100000000000003574542" + "000001",
                "12340100000100000000000003574542" + "0000010003"
            })
    void whatIsNoQuestionIsNotAnswered(String hex) {
        assertThat(Question.parse(bytes(hex))).isEmpty();
    }

    private static Question reverse(String name) {
        return new Question(1, 0, name, Question.PTR, new byte[0]);
    }

    @Test
    void readsTheAddressesWhoseNamesAreAskedFor() {
        String six = "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa";

        assertThat(reverse("4.3.18.172.in-addr.arpa").reversed()).contains(Addresses.parse("172.18.3.4"));
        assertThat(reverse(six).reversed())
                .contains(Addresses.findIpv6("4321:0:1:2:3:4:567:89ab").orElseThrow());
        assertThat(reverse("256.3.18.172.in-addr.arpa").reversed()).isEmpty();
        assertThat(reverse("3.18.172.in-addr.arpa").reversed()).isEmpty();
        assertThat(reverse(six.substring(2)).reversed()).isEmpty();
        assertThat(new Question(1, 0, six, Question.A, new byte[0]).reversed()).isEmpty();
    }

    @Test
    void namesHaveALimit() {
        String label = "3f" + "61".repeat(63);

        assertThat(Question.parse(bytes("123401000001000000000000" + label.repeat(5) + "0000010001")))
                .isEmpty();
    }

    @Test
    void anyBytesAreRead() {
        Random random = new Random(7);
        byte[] good = bytes(WEB);
        for (int round = 0; round < 20_000; round++) {
            byte[] message = good.clone();
            for (int change = 0; change < 3; change++) {
                message[random.nextInt(message.length)] = (byte) random.nextInt();
            }
            Question.parse(message)
                    .ifPresent(question -> assertThat(question.name().length()).isLessThan(256));
        }
    }
}
