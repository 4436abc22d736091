package dev.drydock.lessons.check;

import static dev.drydock.lessons.check.Given.at;
import static dev.drydock.lessons.check.Given.container;
import static dev.drydock.lessons.check.Given.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.Container;
import dev.drydock.core.container.NameRecord;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.Endpoint;
import dev.drydock.core.network.Network;
import dev.drydock.core.network.NetworkId;
import dev.drydock.lessons.check.Check.Not;
import dev.drydock.lessons.check.Check.OfName;
import dev.drydock.lessons.check.Outcome.Met;
import dev.drydock.lessons.check.Outcome.NotYet;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked of names that containers have on networks. */
class NameEvaluationTest {
    private static final Network TOWN = network("town", "a");
    private static final Network VILLAGE = network("village", "b");
    private static final FakeEngineView VIEW = FakeEngineView.with(
                    on(TOWN, "baker-1", "172.18.0.2"),
                    on(TOWN, "baker-2", "172.18.0.3"),
                    on(VILLAGE, "carol", "172.19.0.2"))
            .on(TOWN, VILLAGE)
            .called(
                    entry(TOWN, "bread", "172.18.0.2", "172.18.0.3", "fd00::2"),
                    entry(TOWN, "baker-1", "172.18.0.2"),
                    entry(TOWN, "far", "172.18.0.9"),
                    entry(VILLAGE, "carol", "172.19.0.2"));

    private static Network network(String name, String digit) {
        return new Network(new NetworkId(digit.repeat(64)), name, "bridge", Given.STEP, "172.18.0.0/16", "172.18.0.1");
    }

    private static NameRecord entry(Network network, String name, String... addresses) {
        return new NameRecord(
                network.id(),
                name,
                Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    private static Container on(Network network, String name, String address) {
        Container plain = container(name, "busybox", 1, running(2));
        Endpoint place = new Endpoint(
                network.id(),
                "e".repeat(64),
                "br-1",
                "eth0",
                Addresses.parse(address),
                16,
                Addresses.parse("172.18.0.1"),
                "02:42:ac:12:00:02");
        return new Container(
                plain.id(),
                name,
                plain.createdAt(),
                plain.imageId(),
                plain.config(),
                plain.hostConfig(),
                plain.state(),
                0,
                List.of(place));
    }

    private static OfName name(
            @Nullable String name, @Nullable String network, @Nullable String container, String count) {
        return new OfName(pattern(name), pattern(network), pattern(container), NumberTest.parse(count));
    }

    private static Optional<TextPattern> pattern(@Nullable String glob) {
        return Optional.ofNullable(glob).map(TextPattern::new);
    }

    private static Outcome evaluate(Check check) {
        return Evaluation.evaluate(check, VIEW, at(0));
    }

    private static String reason(Check check) {
        return ((NotYet) evaluate(check)).reason().text(Locale.ENGLISH);
    }

    @Test
    void aNameIsAnsweredWhereAndByWhomItIs() {
        assertThat(evaluate(name("bread", "town", null, "2"))).isEqualTo(new Met(Optional.empty()));
        assertThat(evaluate(name("bread", null, "baker-2", "1"))).isInstanceOf(Met.class);
        assertThat(evaluate(name("ba*", "t*", "baker-1", ">= 1"))).isInstanceOf(Met.class);
        assertThat(evaluate(name(null, "village", null, "1"))).isInstanceOf(Met.class);
        assertThat(evaluate(new Not(name("carol", "town", null, ">= 1")))).isInstanceOf(Met.class);
    }

    @Test
    void theReasonSaysWhatIsAnswered() {
        assertThat(reason(name("grocer", "town", null, ">= 1")))
                .isEqualTo("Nobody answers to the name grocer yet, on any network.");
        assertThat(reason(name("carol", "town", null, ">= 1")))
                .isEqualTo("The name carol is answered on the network village. This step wants it on town.");
        assertThat(reason(name("bread", "town", "carol", ">= 1")))
                .isEqualTo("The name bread leads to baker-1, baker-2. This step wants it to lead to carol.");
        assertThat(reason(name("far", "town", "carol", ">= 1")))
                .isEqualTo("On the network town, the name far leads to another lab host."
                        + " This step wants it to lead to carol.");
        assertThat(reason(name("bread", "town", null, "1")))
                .isEqualTo("Answers like this: 2. This step wants exactly 1.");
        assertThat(reason(new Not(name("bread", null, null, ">= 1"))))
                .isEqualTo("The name bread is answered on the network town. It must not be.");
        assertThat(((NotYet) Evaluation.evaluate(name(null, null, null, ">= 1"), FakeEngineView.EMPTY, at(0)))
                        .reason()
                        .text(Locale.ENGLISH))
                .isEqualTo("Nobody answers to such a name yet.");
    }
}
