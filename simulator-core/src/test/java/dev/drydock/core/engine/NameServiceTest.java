package dev.drydock.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.ContainerId;
import dev.drydock.core.container.NameResolution;
import dev.drydock.core.dns.Question;
import dev.drydock.core.dns.Reply;
import dev.drydock.core.dns.Transport;
import dev.drydock.core.egress.EgressRule;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.LabNames;
import dev.drydock.core.network.NetworkSpec;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NameServiceTest {
    private static final int OK = 0;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;
    private static final int REFUSED = 5;
    private static final Inet4Address FIRST = Addresses.parse("10.0.0.1");
    private static final Inet4Address SECOND = Addresses.parse("10.0.0.2");
    private final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void open() {
        fixture.lab.permit(new EgressRules(List.of(EgressRule.parse("named.example"))));
        fixture.restartServer();
        create("front", false);
        create("inside", true);
        run("web", "front", List.of());
        run("asking", "front", List.of("10.0.0.1", "fd00::1", "10.0.0.2"));
        run("closed", "inside", List.of("10.0.0.1"));
    }

    private void create(String name, boolean internal) {
        fixture.engine
                .networks()
                .create(new NetworkSpec(name, "", List.of(), false, internal, false, Map.of(), Map.of()));
    }

    private void run(String name, String network, List<String> servers) {
        NameResolution names = new NameResolution(servers, List.of(), List.of(), List.of());
        fixture.run(name, EngineFixture.network(network).with(draft -> draft.names = names), "sleep", "1000");
    }

    @AfterEach
    void close() {
        List.of("web", "asking", "closed").forEach(fixture::kill);
    }

    private ContainerId id(String name) {
        return fixture.containers().find(name).id();
    }

    private static byte[] message(String name, int type) {
        ByteBuffer message = ByteBuffer.allocate(300);
        message.putShort((short) 77)
                .putShort((short) 0x0100)
                .putShort((short) 1)
                .position(12);
        for (String label : name.split("\\.", -1)) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.put((byte) 0).putShort((short) type).putShort((short) 1);
        return Arrays.copyOf(message.array(), message.position());
    }

    private byte[] answer(ContainerId asking, String name) {
        return fixture.engine
                .names()
                .answer(asking, message(name, Question.A), Transport.DATAGRAM)
                .orElseThrow();
    }

    private int code(ContainerId asking, String name) {
        return answer(asking, name)[3] & 0x0f;
    }

    private static Inet4Address address(byte[] answer) {
        return Addresses.of(ByteBuffer.wrap(answer).getInt(answer.length - Integer.BYTES));
    }

    private void serve(Inet4Address server, Reply.Code code) {
        fixture.lab
                .nameServers()
                .put(server, (message, _) -> Question.parse(message).map(question -> Reply.empty(question, code)));
    }

    @Test
    void theLabHostKnowsTheRegistryAndWhatIsPermittedAndNoContainer() {
        assertThat(address(answer(NameService.LAB_HOST, LabNames.REGISTRY))).isEqualTo(LabNames.REGISTRY_ADDRESS);
        assertThat(address(answer(NameService.LAB_HOST, "named.example")))
                .isEqualTo(fixture.engine.egress().address("named.example").orElseThrow());
        assertThat(code(NameService.LAB_HOST, "web")).isEqualTo(NO_SUCH_NAME);
        assertThat(code(NameService.LAB_HOST, "other.example")).isEqualTo(NO_SUCH_NAME);
    }

    @Test
    void whatIsPermittedIsFoundWhereAWayLeadsOut() {
        assertThat(code(id("web"), "named.example")).isEqualTo(OK);
        assertThat(code(id("closed"), "named.example")).isEqualTo(NO_SUCH_NAME);
    }

    /** Neither IPv6 nor services are carried, and who asks for them first goes on. */
    @Test
    void whatIsPermittedHasAnAddressOfVersion4Alone() {
        byte[] answer = fixture.engine
                .names()
                .answer(id("web"), message("named.example", Question.AAAA), Transport.DATAGRAM)
                .orElseThrow();

        assertThat(answer[3] & 0x0f).isEqualTo(OK);
        assertThat(answer[7]).isZero();
    }

    @Test
    void whatIsNobodysIsAskedWhereTheContainerWants() {
        serve(FIRST, Reply.Code.OK);

        assertThat(code(id("asking"), "other.example")).isEqualTo(OK);
        assertThat(code(id("asking"), "web")).isEqualTo(OK);
        assertThat(code(id("web"), "other.example")).isEqualTo(NO_SUCH_NAME);
        assertThat(fixture.lab.nameServers().asked()).containsExactly(FIRST);
    }

    @Test
    void addressesThatAreNobodysAreAskedForAsWell() {
        serve(FIRST, Reply.Code.OK);
        byte[] question = message("9.9.9.9.in-addr.arpa", Question.PTR);

        assertThat(fixture.engine.names().answer(id("asking"), question, Transport.CONNECTION))
                .isPresent();
        assertThat(fixture.lab.nameServers().asked()).containsExactly(FIRST);
    }

    @Test
    void theNextServerIsAskedWhenOneIsSilentOrCannotTell() {
        serve(SECOND, Reply.Code.NO_SUCH_NAME);
        assertThat(code(id("asking"), "other.example")).isEqualTo(NO_SUCH_NAME);
        serve(FIRST, Reply.Code.SERVER_FAILURE);
        assertThat(code(id("asking"), "other.example")).isEqualTo(NO_SUCH_NAME);
        assertThat(fixture.lab.nameServers().asked()).containsExactly(FIRST, SECOND, FIRST, SECOND);
    }

    @Test
    void whereNobodyAnswersTheLastWordCounts() {
        assertThat(code(id("asking"), "other.example")).isEqualTo(SERVER_FAILURE);
        fixture.lab
                .nameServers()
                .put(
                        FIRST,
                        (message, _) ->
                                Question.parse(message).map(question -> refusal(Reply.empty(question, Reply.Code.OK))));

        assertThat(code(id("asking"), "other.example")).isEqualTo(REFUSED);
    }

    private static byte[] refusal(byte[] answer) {
        answer[3] |= REFUSED;
        return answer;
    }

    @Test
    void nothingIsAskedForContainersThatNoWayLeadsOutOf() {
        serve(FIRST, Reply.Code.OK);

        assertThat(code(id("closed"), "other.example")).isEqualTo(NO_SUCH_NAME);
        assertThat(fixture.lab.nameServers().asked()).isEmpty();
    }

    @Test
    void whatIsNoQuestionIsNotAnswered() {
        assertThat(fixture.engine.names().answer(id("asking"), new byte[20], Transport.DATAGRAM))
                .isEqualTo(Optional.empty());
    }
}
