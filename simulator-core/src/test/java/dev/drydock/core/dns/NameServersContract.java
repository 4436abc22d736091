package dev.drydock.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.network.Addresses;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for all ways to ask name servers. Nobody is at {@link #nobody}. */
public abstract class NameServersContract {
    /** Id 1234, recursion desired, one question: WeB, A, internet. */
    protected static final byte[] MESSAGE = HexFormat.of().parseHex("12340100000100000000000003576542" + "0000010001");

    private static final Question QUESTION = Question.parse(MESSAGE).orElseThrow();
    private static final byte[] ANSWER =
            Reply.addresses(QUESTION, List.of(Addresses.parse("10.7.7.7")), Transport.DATAGRAM.limit());

    protected abstract NameServers nameServers();

    /** Where there is a name server that answers so; empty for silence. */
    protected abstract Inet4Address serve(Optional<byte[]> answer) throws IOException;

    protected abstract Inet4Address nobody();

    private Optional<byte[]> ask(Inet4Address server, Transport transport) {
        return nameServers().ask(server, QUESTION, MESSAGE, transport);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void theAnswerComesBackAsItIs(Transport transport) throws IOException {
        assertThat(ask(serve(Optional.of(ANSWER)), transport)).hasValue(ANSWER);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoIsSilentOrNotThereGivesNoAnswer(Transport transport) throws IOException {
        assertThat(ask(serve(Optional.empty()), transport)).isEmpty();
        assertThat(ask(nobody(), transport)).isEmpty();
    }

    @Test
    void whatDoesNotAnswerTheQuestionDoesNotCount() throws IOException {
        byte[] otherId = ANSWER.clone();
        otherId[0]++;
        assertThat(ask(serve(Optional.of(otherId)), Transport.DATAGRAM)).isEmpty();
        byte[] otherName = ANSWER.clone();
        otherName[13] = 'f';
        assertThat(ask(serve(Optional.of(otherName)), Transport.CONNECTION)).isEmpty();
        assertThat(ask(serve(Optional.of(MESSAGE)), Transport.DATAGRAM)).isEmpty();
        assertThat(ask(serve(Optional.of(new byte[3])), Transport.DATAGRAM)).isEmpty();
    }
}
